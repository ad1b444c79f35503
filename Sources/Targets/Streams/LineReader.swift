/// What one read of an input gives.
public enum InputChunk: Sendable, Hashable {
  /// The next bytes, at least one.
  case bytes([UInt8])
  /// The end of the input.
  case end
  /// The input cannot be read any more, as the system says it.
  case failed(reason: String)
}

/// Splits an input into lines, as its bytes come. LF, CRLF and a CR alone end a line.
public struct LineReader {
  /// More of a line than this is not kept: the rest is read and forgotten.
  public static let longestLine = 1 << 16
  /// How much of the beginning is kept, in bytes.
  public static let headSize = 1 << 14

  /// The beginning of what was read so far, by which a file of another kind is recognised.
  public private(set) var head: [UInt8] = []
  /// Why reading ended before the end, as the system says it; nil where it did not.
  public private(set) var failure: String?

  private let read: () -> InputChunk
  private let longestLine: Int
  private var chunk: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  /// Whether a line feed that comes next belongs to the carriage return that ended the last line: that line is given
  /// without waiting for what comes behind it.
  private var skipsLineFeed = false

  /// A reader of an input; `read` waits for its next bytes.
  public init(keeping longestLine: Int = longestLine, _ read: @escaping () -> InputChunk) {
    self.longestLine = longestLine
    self.read = read
  }

  /// The next line without its end; nil at the end of the input, or where it cannot be read any more (`failure`). A line
  /// that a failure has cut off is not given: half of an address is another one.
  public mutating func next() -> [UInt8]? {
    var line: [UInt8] = []
    var hasBytes = false
    while true {
      if skipsLineFeed, position < chunk.count {
        if chunk[position] == UInt8(ascii: "\n") { position += 1 }
        skipsLineFeed = false
      }
      let rest = chunk[position...]
      let end = rest.firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      let piece = rest[..<(end ?? rest.endIndex)]
      hasBytes = hasBytes || !piece.isEmpty || end != nil
      line += piece.prefix(longestLine - min(line.count, longestLine))
      if let end {
        position = end + 1
        skipsLineFeed = chunk[end] == UInt8(ascii: "\r")
        return line
      }
      guard refill() else { return hasBytes && failure == nil ? line : nil }
    }
  }

  private mutating func refill() -> Bool {
    position = 0
    chunk = []
    guard !isAtEnd else { return false }
    switch read() {
    case .bytes(let bytes): chunk = bytes
    case .end: break
    case .failed(let reason): failure = reason
    }
    isAtEnd = chunk.isEmpty
    head += chunk.prefix(Self.headSize - min(head.count, Self.headSize))
    return !chunk.isEmpty
  }
}
