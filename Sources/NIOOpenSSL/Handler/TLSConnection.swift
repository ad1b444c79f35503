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
  // What libssl said after the handshake without being told to write.
  private var unaskedBytes = 0

  private static let largestChunk = 16_384
  private static let smallestChunk = 1024
  // The first handshake and one renegotiation.
  private static let largestHandshakeCount = 2
  // Some 600 answers to a KeyUpdate: each is queued for a peer that may never read them.
  private static let largestUnasked = 16_384

  init(context: TLSContext, serverName: String?, allocator: ByteBufferAllocator) throws {
    LibraryFailure.clear()
    state = ConnectionState(allocator: allocator)
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
    TLSSession(of: ssl, certificateRequested: state.certificateRequested)
  }

  /// Whether there are bytes that `read` has not looked at.
  var hasInput: Bool {
    state.incoming.readableBytes > 0 || SSL_has_pending(ssl) == 1
  }

  /// Goes on with the handshake as far as the bytes reach.
  func handshake() -> Progress {
    LibraryFailure.clear()
    let result = SSL_do_handshake(ssl)
    return result == 1 ? .done : progress(after: result)
  }

  /// Decrypts all that came, behind what the buffer holds.
  func read(into plaintext: inout ByteBuffer) -> ReadOutcome {
    let waiting = state.outgoing.readableBytes
    repeat {
      var result: Int32 = 0
      LibraryFailure.clear()
      plaintext.writeWithUnsafeMutableBytes(minimumWritableBytes: nextChunk) { target in
        result = SSL_read(ssl, target.baseAddress, Int32(clamping: target.count))
        return Int(max(result, 0))
      }
      if result <= 0 {
        if SSL_get_error(ssl, result) == SSL_ERROR_ZERO_RETURN { return .closed }
        if case .failed(let error) = progress(after: result) { return .failed(error) }
        break
      }
    } while hasInput
    unaskedBytes += state.outgoing.readableBytes - waiting
    if state.handshakes > Self.largestHandshakeCount || unaskedBytes > Self.largestUnasked {
      return .failed(.tooManyHandshakes)
    }
    return .drained
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
