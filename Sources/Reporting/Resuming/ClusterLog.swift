import Exposure
import PortableLibc

/// What is kept of every API server and open component of a scan that can be resumed, so that it goes on counting
/// clusters: a file beside the checkpoint, which only grows. The checkpoint, which is written whole every second, says
/// how much of it counts.
///
/// There is none before the first of them.
final class ClusterLog {
  /// The bytes so far, those included that are not written yet.
  private(set) var length: UInt64 = 0

  private let path: String
  private var descriptor: Int32?
  private var pending: [UInt8] = []

  /// The log of a checkpoint.
  static func path(for checkpoint: String) -> String { checkpoint + ".clusters" }

  /// Begins a log, or goes on with one: what it holds is taken into `clusters`. Throws `CheckpointError` where that is
  /// not what the checkpoint counts.
  init(
    ofCheckpoint checkpointPath: String, resuming checkpoint: Checkpoint?, into clusters: inout ClusterTally
  ) throws(CheckpointError) {
    path = Self.path(for: checkpointPath)
    guard let checkpoint else { return }
    length = checkpoint.clusterLogLength
    var held: UInt64 = 0
    if length > 0 {
      do throws(Descriptor.Failure) {
        let (descriptor, size) = try Descriptor.openRegular(path, O_RDWR | O_NOFOLLOW)
        self.descriptor = descriptor
        held = size
        if size >= length {
          try Self.read(descriptor, length, into: &clusters, atMost: checkpoint.summary.loggedEndpoints)
        }
        if size >= length { try Descriptor.truncate(descriptor, to: length) }
        guard lseek(descriptor, 0, SEEK_END) >= 0 else { throw Descriptor.Failure(code: errno) }
      } catch {
        throw .unreadable(path: path, reason: error.description)
      }
    }
    guard held >= length else {
      throw .doesNotFit(reason: "\(path) has \(held) bytes where the checkpoint says \(length)")
    }
    guard clusters.endpoints == checkpoint.summary.apiServers,
      clusters.openComponents == checkpoint.summary.openComponents.endpoints
    else {
      throw .doesNotFit(
        reason:
          "\(path) has \(clusters.endpoints) API servers and \(clusters.openComponents) open components where "
          + "\(checkpoint.summary.apiServers) and \(checkpoint.summary.openComponents.endpoints) are counted")
    }
  }

  deinit {
    if let descriptor { close(descriptor) }
  }

  /// Takes an entry, to be written with those before and after it.
  func append(_ entry: ClusterEntry) {
    let before = pending.count
    entry.append(to: &pending)
    length += UInt64(pending.count - before)
  }

  /// Brings to the disk what was taken so far.
  func flush() throws(OutputFileError) {
    guard !pending.isEmpty else { return }
    do throws(Descriptor.Failure) {
      let descriptor = try opened()
      let (written, failure) = Descriptor.write(pending, to: descriptor)
      pending.removeFirst(written)
      if let failure { throw failure }
      try Descriptor.synchronize(descriptor)
    } catch {
      throw .writeFailed(path: path, kept: nil, reason: error.description)
    }
  }

  private func opened() throws(Descriptor.Failure) -> Int32 {
    if let descriptor { return descriptor }
    let new = try Descriptor.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW)
    descriptor = new
    return new
  }

  private static func read(
    _ descriptor: Int32, _ length: UInt64, into clusters: inout ClusterTally, atMost most: Int
  ) throws(Descriptor.Failure) {
    var left = length
    var bytes: [UInt8] = []
    // One more than there may be is enough to be refused.
    while left > 0, clusters.endpoints + clusters.openComponents <= most {
      let chunk = try readBytes(descriptor, atMost: Int(min(left, 256 * 1024)))
      guard !chunk.isEmpty else { return }
      left -= UInt64(chunk.count)
      bytes += chunk
      var rest = bytes[...]
      var start = rest.startIndex
      while let entry = ClusterEntry(reading: &rest) {
        clusters.add(entry)
        start = rest.startIndex
      }
      bytes = Array(bytes[start...])
    }
  }
}

extension Summary {
  /// How many endpoints have an entry in the log.
  fileprivate var loggedEndpoints: Int { apiServers + openComponents.endpoints }
}
