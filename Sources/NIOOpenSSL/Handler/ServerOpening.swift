import NIOCore

/// Tells, before libssl sees them, whether the first bytes of a server are an HTTP answer.
enum ServerOpening {
  /// The bytes so far could still become `HTTP/`.
  case undecided(held: ByteBuffer)
  /// No HTTP answer, or nobody asked.
  case decided

  enum Finding {
    /// More bytes are needed.
    case wait
    case plaintextHTTP
    /// All bytes so far, for libssl.
    case pass(ByteBuffer)
  }

  private static let status = Array("HTTP/".utf8)

  /// Looks at the bytes that came next.
  mutating func examine(_ bytes: ByteBuffer) -> Finding {
    guard case .undecided(var held) = self else { return .pass(bytes) }
    held.writeImmutableBuffer(bytes)
    let start = held.readableBytesView.prefix(Self.status.count)
    guard Self.status.starts(with: start) else {
      self = .decided
      return .pass(held)
    }
    guard start.count == Self.status.count else {
      self = .undecided(held: held)
      return .wait
    }
    self = .decided
    return .plaintextHTTP
  }
}
