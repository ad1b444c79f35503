public import PortableFoundation

/// A certificate authority that lives only in memory.
public struct CertificateAuthority: Sendable, Hashable {
  /// Its own certificate, signed by itself, in DER form.
  public let certificate: [UInt8]
  private let privateKey: [UInt8]

  /// Makes an authority with a new P-256 key. Throws `CertificateError`.
  public init(
    commonName: String, organization: String? = nil, validity: ClosedRange<Date> = .aYearFromNow
  ) throws {
    let key = try PrivateKey(generating: .p256)
    let template = CertificateTemplate(
      subject: CertificateName(commonName: commonName, organization: organization), names: [],
      addresses: [], validity: validity, purpose: .authority)
    certificate = try template.sign(publicKeyOf: key, by: nil).der()
    privateKey = try key.der()
  }

  /// Issues a certificate with a new key.
  ///
  /// Names are DNS names, addresses are IPv4 or IPv6 texts; both go into subjectAltName in this order.
  /// `withAuthority` puts the authority's own certificate into the chain. Throws
  /// `CertificateError`.
  public func issue(
    commonName: String, organization: String? = nil, names: [String] = [], addresses: [String] = [],
    validity: ClosedRange<Date> = .aYearFromNow, key kind: TLSKeyKind = .p256, withAuthority: Bool = false
  ) throws -> TLSIdentity {
    let key = try PrivateKey(generating: kind)
    let template = CertificateTemplate(
      subject: CertificateName(commonName: commonName, organization: organization), names: names,
      addresses: addresses, validity: validity, purpose: .server)
    let issuer = CertificateTemplate.Issuer(
      certificate: try Certificate(der: certificate), key: try PrivateKey(der: privateKey))
    let issued = try template.sign(publicKeyOf: key, by: issuer).der()
    return TLSIdentity(chain: withAuthority ? [issued, certificate] : [issued], privateKey: try key.der())
  }

  /// The authority's certificate as PEM. Throws `CertificateError`.
  public func certificatePEM() throws -> String {
    try Certificate(der: certificate).pem()
  }
}
