import PortableFoundation
import PortableLibc

extension Checkpoint {
  /// Where the checkpoint of a scan lies whose first report is this one.
  public static func path(for report: String) -> String { report + ".checkpoint" }

  private static let sizeLimit = 1024 * 1024

  /// Reads a checkpoint, at most 1 MiB of it.
  public static func load(_ path: String) throws(CheckpointError) -> Checkpoint {
    let bytes: [UInt8]
    do {
      let descriptor = try Descriptor.openRegular(path, O_RDONLY).descriptor
      defer { close(descriptor) }
      bytes = try contents(descriptor)
    } catch {
      throw error.code == ENOENT ? .missing(path: path) : .unreadable(path: path, reason: error.description)
    }
    do {
      return try Checkpoint(json: bytes)
    } catch {
      throw .unreadable(path: path, reason: "it is no checkpoint of this version")
    }
  }

  /// Reads what a checkpoint's file holds.
  init(json: [UInt8]) throws {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    self = try decoder.decode(Checkpoint.self, from: Data(json))
  }

  /// What a checkpoint's file holds.
  func json() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    encoder.dateEncodingStrategy = .iso8601
    return Array(try encoder.encode(self)) + [0x0A]
  }

  /// Writes the checkpoint whole or not at all: beside its place, to the disk, then renamed.
  public func save(_ path: String) throws(OutputFileError) {
    let new = path + ".new"
    do {
      let bytes = try json()
      let descriptor = try Descriptor.open(new, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW)
      defer { close(descriptor) }
      if let failure = Descriptor.write(bytes, to: descriptor).failure { throw failure }
      try Descriptor.synchronize(descriptor)
      try Descriptor.rename(new, to: path)
    } catch {
      unlink(new)
      throw .writeFailed(path: path, kept: nil, reason: "\(error)")
    }
  }

  /// Removes a checkpoint, if there is one, and the log of clusters beside it.
  public static func remove(_ path: String) {
    unlink(path)
    unlink(ClusterLog.path(for: path))
  }

  private static func contents(_ descriptor: Int32) throws(Descriptor.Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count <= sizeLimit {
      let chunk = try readBytes(descriptor, atMost: 64 * 1024)
      if chunk.isEmpty { return bytes }
      bytes += chunk
    }
    throw Descriptor.Failure(code: EFBIG)
  }
}
