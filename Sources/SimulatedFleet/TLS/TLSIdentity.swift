internal import COpenSSL
import NIOOpenSSL
public import PortableFoundation

/// The kind of a private key.
public enum TLSKeyKind: Sendable, Hashable {
  /// ECDSA over the curve P-256: made in a moment.
  case p256
  /// RSA with 2,048 bits: takes a tenth of a second to make. TLS 1.0 servers and clients know it.
  case rsa2048
}

/// What a server shows and proves: a chain of certificates, its own first, and the private key of the first.
public struct TLSIdentity: Sendable, Hashable {
  /// The certificates in DER form.
  public var chain: [[UInt8]]
  /// The private key in the DER form of its kind (RFC 5915, RFC 8017).
  public var privateKey: [UInt8]

  /// Makes an identity of what another tool made.
  public init(chain: [[UInt8]], privateKey: [UInt8]) {
    self.chain = chain
    self.privateKey = privateKey
  }

  /// Makes a certificate that nobody but itself vouches for.
  ///
  /// Names are DNS names, addresses are IPv4 or IPv6 texts; both go into subjectAltName in this order.
  /// Throws `CertificateError`.
  public static func selfSigned(
    commonName: String, organization: String? = nil, names: [String] = [], addresses: [String] = [],
    validity: ClosedRange<Date> = .aYearFromNow, key kind: TLSKeyKind = .p256
  ) throws -> TLSIdentity {
    let key = try PrivateKey(generating: kind)
    let template = CertificateTemplate(
      subject: CertificateName(commonName: commonName, organization: organization), names: names,
      addresses: addresses, validity: validity, purpose: .server)
    let certificate = try template.sign(publicKeyOf: key, by: nil)
    return TLSIdentity(chain: [try certificate.der()], privateKey: try key.der())
  }

  /// The chain as PEM, for nginx and `openssl s_server`. Throws `CertificateError`.
  public func chainPEM() throws -> String {
    try chain.map { try Certificate(der: $0).pem() }.joined()
  }

  /// The private key as PEM (PKCS #8). Throws `CertificateError`.
  public func privateKeyPEM() throws -> String {
    try PrivateKey(der: privateKey).pem()
  }

  /// Gives the chain and the key to an SSL_CTX of this OSSL_LIB_CTX. Throws `TLSError.setupFailed`.
  func use(in context: OpaquePointer, library: OpaquePointer) throws {
    let key = try PrivateKey(der: privateKey, library: library)
    let certificates = try chain.map { try Certificate(der: $0, library: library) }
    guard let own = certificates.first else {
      throw TLSError.setupFailed(step: "using an identity", reason: "it has no certificate")
    }
    LibraryFailure.clear()
    guard SSL_CTX_use_certificate(context, own.raw) == 1, SSL_CTX_use_PrivateKey(context, key.raw) == 1,
      certificates.dropFirst().allSatisfy({ COpenSSL_add1_chain_cert(context, $0.raw) == 1 })
    else { throw TLSError.setupFailed(step: "using an identity", reason: LibraryFailure.takeReason()) }
  }
}

extension ClosedRange<Date> {
  /// From an hour ago, for clocks that differ, to a year from now.
  public static var aYearFromNow: ClosedRange<Date> {
    let now = Date.now
    return now.addingTimeInterval(-3600)...now.addingTimeInterval(365 * 86400)
  }
}
