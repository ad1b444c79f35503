/// What a certificate says of itself; nothing of it is verified.
public struct PeerCertificate: Sendable, Hashable {
  /// The subject as RFC 4514 writes it, e.g. `CN=system:node,O=x`; at most 4,096 bytes, empty where unreadable.
  public var subject: String
  /// The issuer as RFC 4514 writes it, e.g. `CN=kubernetes`; at most 4,096 bytes, empty where unreadable.
  public var issuer: String
  /// The serial number in lower-case hexadecimal, two digits a byte, with `-` before a negative one; at most
  /// its first 64 bytes.
  public var serial: String
  /// Start of the validity in seconds since 1970, UTC; nil where unreadable.
  public var notBefore: Int64?
  /// End of the validity in seconds since 1970, UTC; nil where unreadable.
  public var notAfter: Int64?
  /// The DNS names and IP addresses of subjectAltName (RFC 5280 §4.2.1.6) in the certificate's order: at most
  /// 256, each cut to 256 bytes.
  public var names: [String]
  /// SHA-256 of the DER form in lower-case hexadecimal.
  public var fingerprint: String
  /// The certificate itself.
  public var der: [UInt8]

  /// Makes a description of a certificate.
  public init(
    subject: String, issuer: String, serial: String, notBefore: Int64?, notAfter: Int64?, names: [String],
    fingerprint: String, der: [UInt8]
  ) {
    self.subject = subject
    self.issuer = issuer
    self.serial = serial
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.names = names
    self.fingerprint = fingerprint
    self.der = der
  }
}
