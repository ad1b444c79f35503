internal import COpenSSL

/// What is known of a TLS session, whether its handshake is before, under way, done or failed.
public struct TLSSession: Sendable, Hashable {
  /// `TLSv1.0`, `TLSv1.1`, `TLSv1.2` or `TLSv1.3`; nil until the server has chosen.
  public var version: String?
  /// The cipher suite by its OpenSSL name, e.g. `TLS_AES_128_GCM_SHA256`; nil until the server has chosen.
  public var cipher: String?
  /// The protocol chosen by ALPN (RFC 7301), e.g. `http/1.1`.
  public var applicationProtocol: String?
  /// The peer's own certificate, the first of its chain.
  public var peerCertificate: PeerCertificate?
  /// Whether the server sent a CertificateRequest; always false on the server's side.
  public var certificateRequested: Bool
  /// The names of all authorities in the CertificateRequest, in the server's order. libssl takes 100 KiB of them
  /// (SSL_CTX_set_max_cert_list(3)).
  public var authorityNames: [String]
  /// The name in the client's SNI (RFC 6066 §3); nil when it sent none.
  public var serverName: String?

  /// Makes a description of a session; by default of one of which nothing is known.
  public init(
    version: String? = nil, cipher: String? = nil, applicationProtocol: String? = nil,
    peerCertificate: PeerCertificate? = nil, certificateRequested: Bool = false,
    authorityNames: [String] = [], serverName: String? = nil
  ) {
    self.version = version
    self.cipher = cipher
    self.applicationProtocol = applicationProtocol
    self.peerCertificate = peerCertificate
    self.certificateRequested = certificateRequested
    self.authorityNames = authorityNames
    self.serverName = serverName
  }
}

extension TLSSession {
  /// Reads what libssl knows of a connection.
  init(of ssl: OpaquePointer, state: ConnectionState) {
    self.init()
    // Before the ServerHello libssl's version is only the highest that was offered; a chosen cipher comes with
    // the chosen version.
    if let chosen = SSL_get_current_cipher(ssl) ?? SSL_get_pending_cipher(ssl) {
      version = Self.versionName(SSL_version(ssl))
      cipher = SSL_CIPHER_get_name(chosen).map { String(cString: $0) }
    }
    var chosenProtocol: UnsafePointer<UInt8>?
    var chosenProtocolLength: UInt32 = 0
    SSL_get0_alpn_selected(ssl, &chosenProtocol, &chosenProtocolLength)
    if let chosenProtocol, chosenProtocolLength > 0 {
      let bytes = UnsafeBufferPointer(start: chosenProtocol, count: Int(chosenProtocolLength))
      applicationProtocol = String(decoding: bytes, as: UTF8.self)
    }
    if let certificate = SSL_get0_peer_certificate(ssl) {
      peerCertificate = PeerCertificate(reading: certificate)
    }
    if SSL_is_server(ssl) == 0, let names = SSL_get0_peer_CA_list(ssl) {
      authorityNames = Self.authorityNames(names)
    }
    certificateRequested = state.certificateRequested || !authorityNames.isEmpty
    serverName = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name).map { String(cString: $0) }
  }

  private static func authorityNames(_ names: OpaquePointer) -> [String] {
    guard let text = TextMemory() else { return [] }
    return (0..<max(COpenSSL_name_count(names), 0)).compactMap { index in
      COpenSSL_name_at(names, index).flatMap { text.distinguishedName($0) }
    }
  }

  private static func versionName(_ number: Int32) -> String {
    switch number {
    case TLS1_VERSION: "TLSv1.0"
    case TLS1_1_VERSION: "TLSv1.1"
    case TLS1_2_VERSION: "TLSv1.2"
    case TLS1_3_VERSION: "TLSv1.3"
    case SSL3_VERSION: "SSLv3"
    default: "0x" + String(number, radix: 16)
    }
  }
}
