#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads a descriptor line by line, as lines come.
struct LineReader {
  /// More of a line than this is not kept: the rest is read and forgotten.
  static let longestLine = 1 << 16

  private let descriptor: Int32
  private var chunk: [UInt8] = []
  private var position = 0

  /// A reader that does not close its descriptor.
  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// The next line without its line feed; nil at the end, which a descriptor that cannot be read has come to.
  mutating func next() -> [UInt8]? {
    var line: [UInt8] = []
    var hasBytes = false
    while true {
      let rest = chunk[position...]
      let end = rest.firstIndex(of: UInt8(ascii: "\n"))
      let piece = rest[..<(end ?? rest.endIndex)]
      hasBytes = hasBytes || !piece.isEmpty || end != nil
      line += piece.prefix(Self.longestLine - min(line.count, Self.longestLine))
      if let end {
        position = end + 1
        return line
      }
      guard refill() else { return hasBytes ? line : nil }
    }
  }

  private mutating func refill() -> Bool {
    position = 0
    chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      var read: Int
      repeat {
        read = systemRead(descriptor, buffer.baseAddress, buffer.count)
      } while read < 0 && errno == EINTR
      count = max(0, read)
    }
    return !chunk.isEmpty
  }
}
