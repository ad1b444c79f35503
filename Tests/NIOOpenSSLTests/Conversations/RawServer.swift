import COpenSSL
import NIOCore
import SimulatedFleet
import Testing

@testable import NIOOpenSSL

/// A server of bare libssl, for what no `TLSHandler` does to its peer.
final class RawServer {
  private let context: TLSContext
  private let ssl: OpaquePointer
  private let input: OpaquePointer
  private let output: OpaquePointer

  init(_ options: TLSServerOptions = .init()) throws {
    context = try .apiServer(options)
    ssl = try #require(SSL_new(context.raw))
    input = try #require(BIO_new(BIO_s_mem()))
    output = try #require(BIO_new(BIO_s_mem()))
    SSL_set_bio(ssl, input, output)
    SSL_set_accept_state(ssl)
    // SSL_OP_NO_RENEGOTIATION, a macro.
    SSL_clear_options(ssl, UInt64(1) << 30)
  }

  deinit {
    SSL_free(ssl)
  }

  /// Carries bytes between it and a client until both are silent.
  func exchange(with client: EmbeddedConversation.Side) throws {
    var silent = false
    while !silent {
      silent = true
      for bytes in try client.takeWrites() {
        silent = false
        receive(bytes)
      }
      if let bytes = take() {
        silent = false
        try client.channel.writeInbound(bytes)
      }
    }
  }

  /// Takes bytes of the client and works on them.
  func receive(_ bytes: ByteBuffer) {
    bytes.withUnsafeReadableBytes { _ = BIO_write(input, $0.baseAddress, Int32(clamping: $0.count)) }
    advance()
  }

  /// What it has written since.
  func take() -> ByteBuffer? {
    let count = BIO_ctrl_pending(output)
    guard count > 0 else { return nil }
    var bytes = ByteBuffer()
    bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: count) {
      Int(max(BIO_read(output, $0.baseAddress, Int32(clamping: count)), 0))
    }
    return bytes
  }

  func write(_ text: String) {
    _ = SSL_write(ssl, text, Int32(clamping: text.utf8.count))
  }

  func writeTicket() {
    SSL_new_session_ticket(ssl)
    SSL_do_handshake(ssl)
  }

  func writeKeyUpdate(requested: Bool) {
    SSL_key_update(ssl, requested ? SSL_KEY_UPDATE_REQUESTED : SSL_KEY_UPDATE_NOT_REQUESTED)
    SSL_do_handshake(ssl)
  }

  func renegotiate() {
    SSL_renegotiate(ssl)
    SSL_do_handshake(ssl)
  }

  private func advance() {
    var byte: UInt8 = 0
    // Reads on, so that what the client says after the handshake is worked on as well.
    while SSL_read(ssl, &byte, 1) > 0 {}
    ERR_clear_error()
  }
}
