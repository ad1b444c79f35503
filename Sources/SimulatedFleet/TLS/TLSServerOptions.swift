/// A protocol version of TLS.
public enum TLSProtocolVersion: Sendable, Hashable, CaseIterable {
  case tls10
  case tls11
  case tls12
  case tls13
}

/// Whether a server asks its clients for a certificate. Any certificate will do: none is verified.
public enum TLSClientCertificates: Sendable, Hashable {
  /// No CertificateRequest is sent.
  case notRequested
  /// Asked for, not demanded. The authorities are distinguished names such as `CN=kubernetes` or
  /// `CN=ca,O=example`, without escapes.
  case requested(authorities: [String] = [])
  /// A client without a certificate is refused: with `handshake_failure` up to TLS 1.2, with
  /// `certificate_required` under TLS 1.3.
  case required(authorities: [String] = [])
}

/// How a TLS server behaves.
public struct TLSServerOptions: Sendable {
  /// The oldest version that it speaks.
  public var minimumVersion: TLSProtocolVersion
  /// The newest version that it speaks.
  public var maximumVersion: TLSProtocolVersion
  /// Whether it asks for a client certificate.
  public var clientCertificates: TLSClientCertificates
  /// What it takes by ALPN, the dearest first; a client that offers none of them gets no ALPN answer.
  public var applicationProtocols: [String]
  /// Other identities, by the SNI name (in lower case) that calls for them. A kube-apiserver serves another
  /// certificate for the name `apiserver-loopback-client`.
  public var alternatives: [String: TLSIdentity]

  /// Makes options; by default those of a kube-apiserver without client certificates and HTTP/2.
  public init(
    minimumVersion: TLSProtocolVersion = .tls12, maximumVersion: TLSProtocolVersion = .tls13,
    clientCertificates: TLSClientCertificates = .notRequested, applicationProtocols: [String] = ["http/1.1"],
    alternatives: [String: TLSIdentity] = [:]
  ) {
    self.minimumVersion = minimumVersion
    self.maximumVersion = maximumVersion
    self.clientCertificates = clientCertificates
    self.applicationProtocols = applicationProtocols
    self.alternatives = alternatives
  }

  /// The same behaviour with one identity.
  var withoutAlternatives: TLSServerOptions {
    var options = self
    options.alternatives = [:]
    return options
  }
}
