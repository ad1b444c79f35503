internal import COpenSSL
import NIOCore

/// One SSL over byte buffers: no channel, no events, only libssl's calls and what they came to.
final class TLSConnection {
  enum Progress {
    case done
    /// libssl needs more bytes of the peer first.
    case blocked
    case failed(TLSError)
  }

  enum ReadOutcome {
    /// Everything that came is decrypted.
    case drained
    /// The peer sent close_notify.
    case closed
    case failed(TLSError)
  }

  let state: ConnectionState
  private let ssl: OpaquePointer
  private let limits: TLSLimits
  private var messagesOfHandshake = 0

  private static let largestChunk = 16_384
  private static let smallestChunk = 1024
  // The first handshake and one renegotiation.
  private static let largestHandshakeCount = 2
  // Between two reads of the wire; more than any version of libssl takes.
  private static let largestIdleTurns = 1024

  init(
    context: TLSContext, serverName: String?, limits: TLSLimits = TLSLimits(), allocator: ByteBufferAllocator
  ) throws {
    LibraryFailure.clear()
    self.limits = limits
    state = ConnectionState(allocator: allocator, largestRecordCount: limits.records)
    guard let ssl = SSL_new(context.raw) else {
      throw TLSError.setupFailed(step: "making a connection", reason: LibraryFailure.takeReason())
    }
    self.ssl = ssl
    guard let bio = state.makeBIO(),
      COpenSSL_set_app_data(ssl, Unmanaged.passUnretained(state).toOpaque()) == 1
    else { throw TLSError.setupFailed(step: "joining buffers", reason: LibraryFailure.takeReason()) }
    SSL_set_bio(ssl, bio, bio)
    if context.isServer {
      SSL_set_accept_state(ssl)
    } else {
      SSL_set_connect_state(ssl)
    }
    if let serverName, COpenSSL_set_host_name(ssl, serverName) != 1 {
      throw TLSError.setupFailed(
        step: "naming the server \"\(serverName)\" in SNI", reason: LibraryFailure.takeReason())
    }
  }

  deinit {
    SSL_free(ssl)
  }

  var session: TLSSession {
    TLSSession(of: ssl, state: state)
  }

  /// Whether there are bytes that `read` has not looked at.
  var hasInput: Bool {
    state.incoming.readableBytes > 0 || SSL_has_pending(ssl) == 1
  }

  /// Goes on with the handshake as far as the bytes reach.
  func handshake() -> Progress {
    LibraryFailure.clear()
    let result = SSL_do_handshake(ssl)
    guard result != 1 else {
      messagesOfHandshake = state.messages
      return .done
    }
    let progress = progress(after: result)
    guard case .blocked = progress else { return progress }
    if state.received > limits.handshakeBytes {
      return .failed(.excess(.handshakeBytes(limits.handshakeBytes)))
    }
    return excess.map { .failed(.excess($0)) } ?? .blocked
  }

  /// Gives memory back that libssl does not use before the peer answers the first flight.
  func releaseFirstFlight() {
    guard state.received == 0 else { return }
    state.firstFlight.release()
    state.firstFlight = FirstFlight(sentAt: state.firstFlight.sentAt)
  }

  /// Decrypts all that came, behind what the buffer holds.
  func read(into plaintext: inout ByteBuffer) -> ReadOutcome {
    var idleTurns = 0
    repeat {
      let (messages, reads) = (state.messages, state.reads)
      var result: Int32 = 0
      LibraryFailure.clear()
      state.isStarved = false
      plaintext.writeWithUnsafeMutableBytes(minimumWritableBytes: nextChunk) { target in
        result = SSL_read(ssl, target.baseAddress, Int32(clamping: target.count))
        return Int(max(result, 0))
      }
      if result <= 0 {
        if SSL_get_error(ssl, result) == SSL_ERROR_ZERO_RETURN { return .closed }
        if case .failed(let error) = progress(after: result) { return .failed(error) }
        if state.isStarved { break }
        // Without SSL_MODE_AUTO_RETRY libssl comes back after each message that carries no data, and after its own
        // answer to one.
        if messagesWithoutData > limits.messagesWithoutData { break }
        if (messages, reads) == (state.messages, state.reads) { idleTurns += 1 }
      }
    } while hasInput && idleTurns < Self.largestIdleTurns
    return excess.map { .failed(.excess($0)) } ?? .drained
  }

  private var messagesWithoutData: Int { state.messages - messagesOfHandshake }

  /// The limit that the peer exceeded, handshake or not.
  private var excess: TLSExcess? {
    if messagesWithoutData > limits.messagesWithoutData {
      return .messagesWithoutData(limits.messagesWithoutData)
    }
    if state.handshakes > Self.largestHandshakeCount { return .handshakes(Self.largestHandshakeCount) }
    if state.isExhausted { return .records(limits.records) }
    return state.received > limits.bytes ? .bytes(limits.bytes) : nil
  }

  /// Encrypts a plaintext that is not empty: all of it, or, while the peer renegotiates, nothing.
  func write(_ plaintext: ByteBuffer) -> Progress {
    LibraryFailure.clear()
    return plaintext.withUnsafeReadableBytes { bytes in
      var written = 0
      let result = SSL_write_ex(ssl, bytes.baseAddress, bytes.count, &written)
      return result == 1 ? .done : progress(after: result)
    }
  }

  /// Says close_notify; the peer's answer is not waited for.
  func sayGoodbye() {
    LibraryFailure.clear()
    SSL_shutdown(ssl)
    LibraryFailure.clear()
  }

  private func progress(after result: Int32) -> Progress {
    switch SSL_get_error(ssl, result) {
    case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: .blocked
    default: .failed(LibraryFailure.takeSessionError())
    }
  }

  private var nextChunk: Int {
    let decrypted = Int(SSL_pending(ssl))
    if decrypted > 0 { return decrypted }
    return min(max(state.incoming.readableBytes, Self.smallestChunk), Self.largestChunk)
  }
}
