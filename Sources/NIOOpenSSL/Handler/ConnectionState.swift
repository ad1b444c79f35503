internal import COpenSSL
import NIOCore

/// What libssl's callbacks see of one connection: the bytes that go in and out of it, and what they noted.
///
/// The SSL borrows it as its application data, its BIO as its data; `TLSConnection` owns all three.
final class ConnectionState {
  /// Came from the peer, not yet taken by libssl.
  var incoming = ByteBuffer()
  /// Made by libssl for the peer, not yet sent.
  var outgoing = ByteBuffer()
  /// Bytes that came from the peer so far.
  private(set) var received = 0
  /// Whether libssl asked for bytes that have not come.
  var isStarved = false
  /// Whether libssl was refused bytes because the peer sent more records than it may.
  private(set) var isExhausted = false
  /// Whether a whole record came. A server that speaks something else than TLS fails before that.
  private(set) var hasRecord = false
  /// Handshake messages that came, in the handshake and after it.
  var messages = 0
  /// Whether a CertificateRequest came.
  var certificateRequested = false
  /// Where libssl keeps what it sent before anything came.
  var firstFlight = FirstFlight()
  /// Handshakes that began, renegotiations included; counted on the client's side only.
  var handshakes = 0

  private let allocator: ByteBufferAllocator
  // libssl reads the five bytes of a record's header, then the rest of it.
  private static let readsForEachRecord = 2
  private(set) var reads = 0
  private let largestReadCount: Int
  // A ClientHello, or a Finished with a few requests behind it.
  private static let usualFlight = 1024

  /// `largestRecordCount` is how many records of the peer libssl is given.
  init(allocator: ByteBufferAllocator, largestRecordCount: Int = .max) {
    self.allocator = allocator
    let (count, overflow) = largestRecordCount.multipliedReportingOverflow(by: Self.readsForEachRecord)
    largestReadCount = overflow ? .max : count
  }

  static func of(_ ssl: OpaquePointer?) -> ConnectionState? {
    guard let ssl, let data = COpenSSL_get_app_data(ssl) else { return nil }
    return Unmanaged<ConnectionState>.fromOpaque(data).takeUnretainedValue()
  }

  /// Takes bytes of the peer.
  func feed(_ bytes: ByteBuffer) {
    received &+= bytes.readableBytes
    if incoming.readableBytes == 0 {
      incoming = bytes
    } else {
      incoming.writeImmutableBuffer(bytes)
    }
  }

  /// Gives the memory of consumed bytes back.
  func releaseConsumed() {
    if incoming.readableBytes == 0 { incoming = ByteBuffer() }
  }

  /// What is to be sent now, or nil.
  func takeOutgoing() -> ByteBuffer? {
    guard outgoing.readableBytes > 0 else { return nil }
    defer { outgoing = ByteBuffer() }
    return outgoing
  }
}

extension ConnectionState {
  /// A BIO that moves bytes between libssl and a `ConnectionState` without a buffer of its own; one serves both
  /// directions. nil when there is no memory. The caller, in the end the SSL, owns it.
  func makeBIO() -> OpaquePointer? {
    guard let method = Self.method, let bio = BIO_new(method) else { return nil }
    BIO_set_data(bio, Unmanaged.passUnretained(self).toOpaque())
    BIO_set_init(bio, 1)
    return bio
  }

  // Never changed and never freed once it is made, so every thread may use it.
  nonisolated(unsafe) private static let method: OpaquePointer? = {
    guard let method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "NIO byte buffers") else {
      return nil
    }
    BIO_meth_set_read(method) { bio, target, count in
      guard let bio, let target, count > 0, let state = ConnectionState.behind(bio) else { return 0 }
      COpenSSL_clear_retry_flags(bio)
      let taken = state.take(into: UnsafeMutableRawBufferPointer(start: target, count: Int(count)))
      if taken == 0 {
        COpenSSL_set_retry_read(bio)
        return -1
      }
      return Int32(taken)
    }
    BIO_meth_set_write(method) { bio, source, count in
      guard let bio, let source, count > 0, let state = ConnectionState.behind(bio) else { return 0 }
      COpenSSL_clear_retry_flags(bio)
      let bytes = UnsafeRawBufferPointer(start: source, count: Int(count))
      state.append(bytes)
      if state.received == 0 { state.firstFlight.written = bytes.baseAddress }
      return count
    }
    BIO_meth_set_ctrl(method) { _, command, _, _ in
      command == BIO_CTRL_FLUSH ? 1 : 0
    }
    return method
  }()

  private static func behind(_ bio: OpaquePointer) -> ConnectionState? {
    BIO_get_data(bio).map { Unmanaged<ConnectionState>.fromOpaque($0).takeUnretainedValue() }
  }

  private func take(into target: UnsafeMutableRawBufferPointer) -> Int {
    guard reads < largestReadCount else {
      isExhausted = true
      isStarved = true
      return 0
    }
    let taken = incoming.readWithUnsafeReadableBytes { readable in
      let count = min(readable.count, target.count)
      target.copyMemory(from: UnsafeRawBufferPointer(rebasing: readable.prefix(count)))
      return count
    }
    if taken == 0 { isStarved = true }
    // A record that comes in pieces counts once.
    if taken == target.count {
      reads += 1
      if reads >= Self.readsForEachRecord { hasRecord = true }
    }
    return taken
  }

  private func append(_ bytes: UnsafeRawBufferPointer) {
    if outgoing.capacity == 0 {
      outgoing = allocator.buffer(capacity: max(bytes.count, Self.usualFlight))
    }
    outgoing.writeBytes(bytes)
  }
}
