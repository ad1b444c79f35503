import NIOOpenSSL

/// Makes the certificates of the fleet, named as kubeadm names them.
struct FleetIdentities {
  private var authority: CertificateAuthority?

  /// A kube-apiserver's serving certificate, signed by the cluster's own authority.
  mutating func apiServer(_ key: TLSKeyKind) throws -> TLSIdentity {
    let authority = try authority ?? CertificateAuthority(commonName: "kubernetes")
    self.authority = authority
    return try authority.issue(
      commonName: "kube-apiserver",
      names: [
        "control-plane-1", "kubernetes", "kubernetes.default", "kubernetes.default.svc",
        "kubernetes.default.svc.cluster.local",
      ],
      addresses: ["10.96.0.1", "192.168.1.100", "127.0.0.1"], key: key)
  }

  /// A web server's, as somebody made it in a hurry.
  func webServer() throws -> TLSIdentity {
    try .selfSigned(commonName: "www.example.com", organization: "Example", names: ["www.example.com"])
  }

  /// That of a proxy which wants to know its clients.
  func gateway() throws -> TLSIdentity {
    try .selfSigned(commonName: "gateway.example.com", names: ["gateway.example.com"])
  }
}
