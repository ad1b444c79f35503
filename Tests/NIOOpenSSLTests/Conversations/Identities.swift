import NIOOpenSSL
import SimulatedFleet

/// Made once for all tests.
enum Identities {
  static let authority = Result { try CertificateAuthority(commonName: "kubernetes") }
  static let serving = Result {
    try authority.get().issue(
      commonName: "kube-apiserver", names: ["kubernetes", "kubernetes.default.svc"],
      addresses: ["10.96.0.1", "2001:db8::1"])
  }
  static let loopback = Result {
    try CertificateAuthority(commonName: "apiserver-loopback-client-ca@1795471479").issue(
      commonName: "apiserver-loopback-client@1795471479", names: ["apiserver-loopback-client"],
      withAuthority: true)
  }
  static let rsa = Result { try TLSIdentity.selfSigned(commonName: "old", key: .rsa2048) }
}

extension TLSContext {
  /// A server with the serving certificate.
  static func apiServer(_ options: TLSServerOptions = .init()) throws -> TLSContext {
    try server(identity: Identities.serving.get(), options: options)
  }
}
