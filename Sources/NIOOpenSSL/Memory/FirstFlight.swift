import NIOCore

/// Where libssl keeps the first flight of a handshake after it was sent: a third of what a connection to a silent server
/// costs.
///
/// Where anything about the memory is not as expected, it is left alone.
struct FirstFlight {
  /// The ClientHello, at the beginning of the memory of handshake messages.
  var message: UnsafeRawBufferPointer?
  /// What the BIO of the flight wrote from its own memory.
  var written: UnsafeRawPointer?
  /// When it was sent, until the peer answers.
  var sentAt: NIODeadline?

  // What libssl zeroes when a handshake begins (SSL3_RT_MAX_PLAIN_LENGTH).
  private static let zeroedSize = 16_384

  /// Gives the memory behind the message and that of the written bytes back to the system. Only for as long as libssl
  /// has not been called since it made the flight.
  func release() {
    if let written, LibraryMemory.flights.owns(written) {
      let start = UnsafeMutableRawPointer(mutating: written)
      BlockPool.discard(start..<start + LibraryMemory.flights.blockSize)
    }
    guard let message, let base = message.baseAddress, message.count < Self.zeroedSize,
      LibraryMemory.messages.owns(base)
    else { return }
    let start = UnsafeMutableRawPointer(mutating: base)
    let kept = (start + message.count).alignedUp(toMultipleOf: BlockPool.pageSize)
    let zeroed = UnsafeRawBufferPointer(start: kept, count: max(start + Self.zeroedSize - kept, 0))
    if zeroed.isZeroed { BlockPool.discard(kept..<start + LibraryMemory.messages.blockSize) }
  }
}

extension UnsafeRawBufferPointer {
  /// Whether every byte is zero. It begins at a multiple of 8 bytes, and its size is one.
  fileprivate var isZeroed: Bool {
    withMemoryRebound(to: UInt64.self) { $0.allSatisfy { $0 == 0 } }
  }
}
