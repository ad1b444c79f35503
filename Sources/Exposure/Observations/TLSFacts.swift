import PortableFoundation

/// A protocol version that TLS may negotiate.
public enum TLSVersion: String, Sendable, Hashable, Codable, Comparable {
  case ssl3 = "SSLv3"
  case tls10 = "TLSv1.0"
  case tls11 = "TLSv1.1"
  case tls12 = "TLSv1.2"
  case tls13 = "TLSv1.3"

  /// Older is less.
  public static func < (left: TLSVersion, right: TLSVersion) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// How the TLS handshake with an endpoint ended.
public enum HandshakeOutcome: Sendable, Hashable {
  /// The session came about. An alert may still have ended it afterwards: see `TLSFacts.alert`.
  case established
  /// The server ended the handshake with a fatal alert: see `TLSFacts.alert`.
  case alert
  /// The server closed the connection in the middle of the handshake.
  case closed
  /// The connection was reset in the middle of the handshake.
  case reset
  /// The handshake did not end within the endpoint's deadline.
  case timedOut
  /// The server answered in plain HTTP.
  case plainHTTP
  /// The server's bytes are not TLS, or TLS that libssl refuses; the reason is libssl's own.
  case failed(reason: String)
}

/// What TLS showed of an endpoint: facts of one handshake, none of them verified.
public struct TLSFacts: Sendable, Hashable {
  /// How the handshake ended.
  public var handshake: HandshakeOutcome
  /// The description code of the fatal alert that the server sent, in or after the handshake (RFC 8446 §6).
  public var alert: UInt8?
  /// What the server did beyond the bounds on what it may send, where that ended an established session, e.g. `the
  /// server sent more than 32 TLS messages without data`.
  public var excess: String?
  /// The negotiated version, once known.
  public var version: TLSVersion?
  /// The negotiated cipher suite by its OpenSSL name, e.g. `TLS_AES_128_GCM_SHA256`.
  public var cipher: String?
  /// The protocol that the server chose by ALPN (RFC 7301), e.g. `http/1.1`.
  public var alpn: String?
  /// The server's own certificate.
  public var certificate: CertificateFacts?
  /// Whether the server sent a CertificateRequest.
  public var clientCertificateRequested: Bool
  /// The distinguished names of the authorities in the CertificateRequest, in the server's order.
  public var clientCANames: [String]

  /// Makes the facts of a handshake.
  public init(
    handshake: HandshakeOutcome,
    alert: UInt8? = nil,
    excess: String? = nil,
    version: TLSVersion? = nil,
    cipher: String? = nil,
    alpn: String? = nil,
    certificate: CertificateFacts? = nil,
    clientCertificateRequested: Bool = false,
    clientCANames: [String] = []
  ) {
    self.handshake = handshake
    self.alert = alert
    self.excess = excess
    self.version = version
    self.cipher = cipher
    self.alpn = alpn
    self.certificate = certificate
    self.clientCertificateRequested = clientCertificateRequested
    self.clientCANames = clientCANames
  }
}

/// What a certificate says of itself; nothing of it is verified.
public struct CertificateFacts: Sendable, Hashable, Codable {
  /// The subject as RFC 4514 writes it, e.g. `CN=kube-apiserver`; may be empty.
  public var subject: String
  /// The issuer as RFC 4514 writes it, e.g. `CN=kubernetes`.
  public var issuer: String
  /// The serial number in lower-case hexadecimal.
  public var serial: String
  /// Start of the validity, or nil where the certificate's own field cannot be read.
  public var notBefore: Date?
  /// End of the validity, or nil where the certificate's own field cannot be read.
  public var notAfter: Date?
  /// The DNS names and IP addresses of subjectAltName (RFC 5280 §4.2.1.6), in the certificate's order.
  public var names: [String]
  /// The identifier of the key that signed it, from authorityKeyIdentifier (RFC 5280 §4.2.1.1), in lower-case
  /// hexadecimal; nil where it names none, or an older scan did not keep it.
  public var authorityKeyIdentifier: String?
  /// SHA-256 of the DER form, in lower-case hexadecimal.
  public var fingerprint: String

  /// Makes the facts of a certificate.
  public init(
    subject: String, issuer: String, serial: String, notBefore: Date?, notAfter: Date?, names: [String],
    authorityKeyIdentifier: String? = nil, fingerprint: String
  ) {
    self.subject = subject
    self.issuer = issuer
    self.serial = serial
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.names = names
    self.authorityKeyIdentifier = authorityKeyIdentifier
    self.fingerprint = fingerprint
  }
}
