internal import COpenSSL

/// Makes the SSL_CTX of either side. Whoever calls owns what comes back.
enum ContextSettings {
  // Level 0 lifts the bounds on key sizes and old hashes. Suites without any certificate are left out: a server
  // that chose one would show less, not more.
  private static let ciphers = "ALL:!aNULL:!PSK:!SRP:@SECLEVEL=0"
  // Of the three that everybody knows, the one that costs both sides least comes first.
  private static let ciphersOfTLS13 =
    "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256"
  private static let clientProtocols: [UInt8] = [8] + Array("http/1.1".utf8)

  static func makeScanningClient(library: LibraryContext) throws -> OpaquePointer {
    let raw = try make(library: library)
    COpenSSL_set_scanning_options(raw)
    SSL_CTX_set_info_callback(raw) { ssl, event, _ in
      if event & SSL_CB_HANDSHAKE_START != 0 { ConnectionState.of(ssl)?.handshakes += 1 }
    }
    // This function of libssl answers 0 for success.
    guard SSL_CTX_set_alpn_protos(raw, clientProtocols, UInt32(clientProtocols.count)) == 0 else {
      throw failure("offering http/1.1 by ALPN", freeing: raw)
    }
    return raw
  }

  /// What either side has, for the versions from 1.0 to 1.3.
  static func make(library: LibraryContext) throws -> OpaquePointer {
    LibraryFailure.clear()
    guard let raw = SSL_CTX_new_ex(library.raw, nil, TLS_method()) else {
      throw TLSError.setupFailed(step: "making an SSL context", reason: LibraryFailure.takeReason())
    }
    guard COpenSSL_set_min_proto_version(raw, TLS1_VERSION) == 1,
      COpenSSL_set_max_proto_version(raw, TLS1_3_VERSION) == 1
    else { throw failure("choosing the versions", freeing: raw) }
    guard SSL_CTX_set_cipher_list(raw, ciphers) == 1, SSL_CTX_set_ciphersuites(raw, ciphersOfTLS13) == 1
    else { throw failure("choosing the ciphers", freeing: raw) }
    COpenSSL_set_session_cache_mode(raw, Int(SSL_SESS_CACHE_OFF))
    COpenSSL_set_mode(raw, Int(SSL_MODE_RELEASE_BUFFERS) | Int(SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER))
    // SSL_read is to come back after each message without data, so that they can be counted.
    COpenSSL_clear_mode(raw, Int(SSL_MODE_AUTO_RETRY))
    // Not the callback that asks for a certificate: a server may end the connection before libssl asks for one.
    SSL_CTX_set_msg_callback(raw) { isOurs, _, kind, message, length, ssl, _ in
      guard kind == SSL3_RT_HANDSHAKE, let message, length > 0 else { return }
      guard let state = ConnectionState.of(ssl) else { return }
      if isOurs != 0 {
        if state.received == 0 {
          state.firstFlight.message = UnsafeRawBufferPointer(start: message, count: length)
        }
        return
      }
      state.messages += 1
      if message.load(as: UInt8.self) == SSL3_MT_CERTIFICATE_REQUEST { state.certificateRequested = true }
    }
    // SSL_VERIFY_NONE alone would still build and check the chain, and then ignore the result.
    SSL_CTX_set_cert_verify_callback(raw, { _, _ in 1 }, nil)
    return raw
  }

  private static func failure(_ step: String, freeing raw: OpaquePointer) -> TLSError {
    SSL_CTX_free(raw)
    return TLSError.setupFailed(step: step, reason: LibraryFailure.takeReason())
  }
}
