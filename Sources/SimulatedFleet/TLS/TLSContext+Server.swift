internal import COpenSSL
public import NIOOpenSSL

extension TLSContext {
  /// A server with one certificate, and others for the SNI names in `options.alternatives`.
  ///
  /// It takes every client certificate, verifying none, and hands out no session tickets. Throws `CertificateError`
  /// where the identity or the name of an authority cannot be read, else `TLSError.setupFailed`.
  public static func server(identity: TLSIdentity, options: TLSServerOptions = .init()) throws -> TLSContext {
    let choices = try ServerChoices(options: options)
    return try server(keeping: choices) { context, library in
      try configure(context, library: library, identity: identity, options: options, choices: choices)
    }
  }

  private static func configure(
    _ context: OpaquePointer, library: OpaquePointer, identity: TLSIdentity, options: TLSServerOptions,
    choices: ServerChoices
  ) throws {
    guard COpenSSL_set_min_proto_version(context, options.minimumVersion.number) == 1,
      COpenSSL_set_max_proto_version(context, options.maximumVersion.number) == 1
    else { throw failure("choosing the versions") }
    COpenSSL_set_server_options(context)
    try identity.use(in: context, library: library)
    try requestCertificates(options.clientCertificates, context: context)
    guard SSL_CTX_set_num_tickets(context, 0) == 1 else { throw failure("turning tickets off") }
    let argument = Unmanaged.passUnretained(choices).toOpaque()
    COpenSSL_set_servername_callback(context, ServerChoices.chooseIdentity, argument)
    SSL_CTX_set_alpn_select_cb(context, ServerChoices.chooseProtocol, argument)
  }

  private static func requestCertificates(
    _ certificates: TLSClientCertificates, context: OpaquePointer
  ) throws {
    let mode: Int32
    let authorities: [String]
    switch certificates {
    case .notRequested:
      return
    case .requested(let names):
      (mode, authorities) = (SSL_VERIFY_PEER, names)
    case .required(let names):
      (mode, authorities) = (SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, names)
    }
    SSL_CTX_set_verify(context, mode, nil)
    guard !authorities.isEmpty, let stack = COpenSSL_name_stack_new() else { return }
    do {
      for authority in authorities {
        let name = try CertificateName(text: authority).makeName()
        guard COpenSSL_name_stack_push(stack, name) > 0 else {
          X509_NAME_free(name)
          throw TLSError.setupFailed(step: "naming the authority \(authority)", reason: "no memory")
        }
      }
    } catch {
      COpenSSL_name_stack_free(stack)
      throw error
    }
    SSL_CTX_set_client_CA_list(context, stack)
  }

  private static func failure(_ step: String) -> TLSError {
    TLSError.setupFailed(step: step, reason: LibraryFailure.takeReason())
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
