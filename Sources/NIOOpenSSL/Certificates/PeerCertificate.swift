/// What a certificate says of itself; nothing of it is verified, and nothing is left out of it: a certificate from a
/// server is bounded by the message that brings it, of which libssl takes 100 KiB (SSL_CTX_set_max_cert_list(3)).
public struct PeerCertificate: Sendable, Hashable {
  /// The subject as RFC 4514 writes it, e.g. `CN=system:node,O=x`, empty where unreadable.
  public var subject: String
  /// The issuer as RFC 4514 writes it, e.g. `CN=kubernetes`, empty where unreadable.
  public var issuer: String
  /// The serial number in lower-case hexadecimal, two digits a byte, with `-` before a negative one.
  public var serial: String
  /// Start of the validity in seconds since 1970, UTC; nil where unreadable.
  public var notBefore: Int64?
  /// End of the validity in seconds since 1970, UTC; nil where unreadable.
  public var notAfter: Int64?
  /// The DNS names and IP addresses of subjectAltName (RFC 5280 §4.2.1.6) in the certificate's order.
  public var names: [String]
  /// The identifier of the key that signed it, from its authorityKeyIdentifier (RFC 5280 §4.2.1.1), in lower-case
  /// hexadecimal; nil where it names none.
  public var authorityKeyIdentifier: String?
  /// The identifier of its own key, from its subjectKeyIdentifier (RFC 5280 §4.2.1.2), in lower-case hexadecimal; read
  /// from PEM alone, where a certificate may be an authority's. nil where it names none.
  public var subjectKeyIdentifier: String?
  /// SHA-256 of the DER form in lower-case hexadecimal.
  public var fingerprint: String

  /// Makes a description of a certificate.
  public init(
    subject: String, issuer: String, serial: String, notBefore: Int64?, notAfter: Int64?, names: [String],
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
