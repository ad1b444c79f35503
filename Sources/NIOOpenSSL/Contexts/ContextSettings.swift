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
    let raw = try make(library: library, versions: (.tls10, .tls13))
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

  static func makeServer(
    library: LibraryContext, identity: TLSIdentity, options: TLSServerOptions, choices: ServerChoices
  ) throws -> OpaquePointer {
    let raw = try make(library: library, versions: (options.minimumVersion, options.maximumVersion))
    COpenSSL_set_server_options(raw)
    do {
      try identity.use(in: raw, library: library)
      try requestCertificates(options.clientCertificates, raw: raw)
    } catch {
      SSL_CTX_free(raw)
      throw error
    }
    guard SSL_CTX_set_num_tickets(raw, 0) == 1 else { throw failure("turning tickets off", freeing: raw) }
    let argument = Unmanaged.passUnretained(choices).toOpaque()
    COpenSSL_set_servername_callback(raw, ServerChoices.chooseIdentity, argument)
    SSL_CTX_set_alpn_select_cb(raw, ServerChoices.chooseProtocol, argument)
    return raw
  }

  private static func make(
    library: LibraryContext, versions: (oldest: TLSProtocolVersion, newest: TLSProtocolVersion)
  ) throws -> OpaquePointer {
    LibraryFailure.clear()
    guard let raw = SSL_CTX_new_ex(library.raw, nil, TLS_method()) else {
      throw TLSError.setupFailed(step: "making an SSL context", reason: LibraryFailure.takeReason())
    }
    guard COpenSSL_set_min_proto_version(raw, versions.oldest.number) == 1,
      COpenSSL_set_max_proto_version(raw, versions.newest.number) == 1
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

  private static func requestCertificates(_ wish: TLSClientCertificates, raw: OpaquePointer) throws {
    let mode: Int32
    let authorities: [String]
    switch wish {
    case .notRequested:
      return
    case .requested(let names):
      (mode, authorities) = (SSL_VERIFY_PEER, names)
    case .required(let names):
      (mode, authorities) = (SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, names)
    }
    SSL_CTX_set_verify(raw, mode, nil)
    guard !authorities.isEmpty, let stack = COpenSSL_name_stack_new() else { return }
    do {
      for authority in authorities {
        let name = try DistinguishedName(text: authority).makeName()
        guard COpenSSL_name_stack_push(stack, name) > 0 else {
          X509_NAME_free(name)
          throw TLSError.setupFailed(step: "naming the authority \(authority)", reason: "no memory")
        }
      }
    } catch {
      COpenSSL_name_stack_free(stack)
      throw error
    }
    SSL_CTX_set_client_CA_list(raw, stack)
  }

  private static func failure(_ step: String, freeing raw: OpaquePointer) -> TLSError {
    SSL_CTX_free(raw)
    return TLSError.setupFailed(step: step, reason: LibraryFailure.takeReason())
  }
}

extension TLSProtocolVersion {
  /// The number on the wire.
  fileprivate var number: Int32 {
    switch self {
    case .tls10: TLS1_VERSION
    case .tls11: TLS1_1_VERSION
    case .tls12: TLS1_2_VERSION
    case .tls13: TLS1_3_VERSION
    }
  }
}
