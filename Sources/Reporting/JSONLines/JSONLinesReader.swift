import Exposure
import Targets
import PortableLibc

/// Reads observations back from JSON Lines, one at a time, with bounded memory. Verdicts and findings in the
/// file are not read: they follow from the observation. Blank lines pass, and so do the end records of shards; a bad
/// line is an error, after which the next call goes on with the line behind it.
///
/// Not thread-safe: one reader at a time.
public final class JSONLinesReader {
  /// The longest line that is read, in bytes. The largest observation that the scanner keeps, two bodies of
  /// 16 KiB and two heads of 64 KiB with every byte escaped, is 1 MiB.
  public static let lineLimit = 4 * 1024 * 1024

  /// The longest line that is read of a file that this program wrote itself a moment ago: lines of the limit above,
  /// every byte escaped once more.
  static let ownLineLimit = 8 * lineLimit

  private let name: String
  private let longestLine: Int
  private let descriptor: Int32
  private let ownsDescriptor: Bool
  private let json = JSONDocument()
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  /// The number of the line that was read last, from 1; 0 before the first.
  public private(set) var line = 0
  /// What the lines read so far say of the parts of lists that they belong to.
  public private(set) var parts: [ListPart: PartTally] = [:]

  private static let chunkSize = 64 * 1024

  /// Opens a file.
  public convenience init(path: String) throws(JSONLinesError) {
    try self.init(path: path, lineLimit: Self.lineLimit)
  }

  init(path: String, lineLimit: Int) throws(JSONLinesError) {
    name = path
    longestLine = lineLimit
    do {
      descriptor = try Descriptor.open(path, O_RDONLY)
    } catch {
      throw .unreadable(file: path, reason: error.description)
    }
    ownsDescriptor = true
  }

  /// Reads from a descriptor that is open already and stays open, standard input for one.
  public convenience init(descriptor: Int32, name: String) {
    self.init(descriptor: descriptor, name: name, lineLimit: Self.lineLimit)
  }

  init(descriptor: Int32, name: String, lineLimit: Int) {
    self.name = name
    longestLine = lineLimit
    self.descriptor = descriptor
    ownsDescriptor = false
  }

  /// Asked again and again while nothing comes, as from a pipe: whether to take that for the end.
  public var stops: (() -> Bool)?

  /// Waits until there is something to read. Returns whether the wait was given up.
  private func isStopped() throws(Descriptor.Failure) -> Bool {
    guard let stops else { return false }
    while try !Descriptor.isReadable(descriptor, within: 200) {
      if stops() { return true }
    }
    return false
  }

  deinit {
    if ownsDescriptor { close(descriptor) }
  }

  /// The next observation, or nil at the end of the file.
  public func next() throws(JSONLinesError) -> Observation? {
    while let bytes = try nextLine() {
      if bytes.first != UInt8(ascii: "{"), bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
        continue
      }
      if let observation = try observation(bytes) { return observation }
    }
    return nil
  }

  /// The observation of a line; nil for an end record.
  private func observation(_ bytes: ArraySlice<UInt8>) throws(JSONLinesError) -> Observation? {
    do {
      try json.read(bytes)
      let line = try ObservationLine.read(json)
      let observation = try line.observation()
      if let part = observation.endpoint.place?.part {
        parts[part, default: PartTally()].take(line.shard)
      }
      return observation
    } catch {
      if !json.nodes.isEmpty, let end = try? EndRecord.read(json).end,
        let part = try? end.part(), let rows = UInt64(exactly: end.rows)
      {
        parts[part, default: PartTally()].end = rows
        return nil
      }
      throw .badLine(file: name, line: line, reason: Self.reason(error))
    }
  }

  /// The observation of a single line that comes from elsewhere, without its line feed.
  /// - Parameters:
  ///   - source: Where it comes from, for the error.
  ///   - line: Its number there, from 1.
  public static func observation(
    in bytes: [UInt8], of source: String, line: Int
  ) throws(JSONLinesError) -> Observation {
    do {
      let json = JSONDocument()
      try json.read(bytes[...])
      return try ObservationLine.read(json).observation()
    } catch {
      throw .badLine(file: source, line: line, reason: reason(error))
    }
  }

  private func nextLine() throws(JSONLinesError) -> ArraySlice<UInt8>? {
    var searched = position
    while true {
      if let end = lineFeed(from: searched) {
        defer { position = end + 1 }
        line += 1
        return buffer[position..<end]
      }
      if isAtEnd {
        guard position < buffer.count else { return nil }
        defer { position = buffer.count }
        line += 1
        return buffer[position...]
      }
      guard buffer.count - position <= longestLine else {
        line += 1
        try skipLine()
        throw .badLine(file: name, line: line, reason: "it is longer than \(grouped(longestLine)) bytes")
      }
      buffer.removeFirst(position)
      position = 0
      searched = buffer.count
      try fill()
    }
  }

  /// Where the next line feed stands. `memchr` looks at many bytes at once.
  private func lineFeed(from start: Int) -> Int? {
    buffer.withUnsafeBytes { bytes in
      guard start < bytes.count, let base = bytes.baseAddress,
        let found = memchr(base + start, 0x0A, bytes.count - start)
      else { return nil }
      return base.distance(to: UnsafeRawPointer(found))
    }
  }

  private func skipLine() throws(JSONLinesError) {
    repeat {
      buffer.removeAll()
      position = 0
      try fill()
      if let end = buffer.firstIndex(of: 0x0A) {
        position = end + 1
        return
      }
    } while !isAtEnd
    position = buffer.count
  }

  private func fill() throws(JSONLinesError) {
    do {
      guard try !isStopped() else {
        isAtEnd = true
        return
      }
      let bytes = try readBytes(descriptor, atMost: Self.chunkSize)
      isAtEnd = bytes.isEmpty
      buffer.append(contentsOf: bytes)
    } catch {
      let isDirectory = error == Descriptor.Failure(code: EISDIR)
      throw .unreadable(
        file: name, reason: isDirectory ? "it is a directory; name the files in it" : error.description)
    }
  }

  private static func reason(_ error: any Error) -> String {
    switch error {
    case let fault as JSONFault: fault.description
    case let error as JSONReadError: error.description
    default: "\(error)"
    }
  }
}

/// Why JSON Lines cannot be read.
public enum JSONLinesError: Error, Equatable, CustomStringConvertible {
  /// The file cannot be opened or read.
  case unreadable(file: String, reason: String)
  /// A line is no observation; lines count from 1.
  case badLine(file: String, line: Int, reason: String)

  /// What happened and where.
  public var description: String {
    switch self {
    case .unreadable(let file, let reason):
      "cannot read \(printable(file)): \(reason)"
    case .badLine(let file, let line, let reason):
      "\(printable(file)):\(line): this line is not an observation of apiexpose: "
        + TextSanitiser.terminal(reason)
    }
  }
}
