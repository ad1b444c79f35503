/// What else is worth asking an endpoint once both paths are done: decided by the facts so far, so that a server
/// which is clearly something else is never asked more than the paths.
extension Observation {
  /// The name by which a kube-apiserver's own client calls it, and for which it serves a certificate made at its
  /// start (k8s.io/apiserver/pkg/server/secure_serving.go).
  public static let loopbackServerName = "apiserver-loopback-client"

  /// Whether a handshake for `loopbackServerName` may show when the server started: it speaks TLS, and it is a
  /// kube-apiserver, or names in certificates speak for one.
  public var mayShowLoopbackCertificate: Bool {
    guard transport == .tls, let tls else { return false }
    guard tls.handshake == .established || tls.endsForWantOfClientCertificate else { return false }
    if let certificate = tls.certificate, ClusterNames.areIn(certificate) { return true }
    let evidence = Evidence(self)
    return evidence.isAPIServer || !evidence.supportingSigns.isEmpty
  }

  /// Whether the server refuses with 403 and may not have loaded RBAC yet, so that it should be asked again: a body says
  /// that a role is missing, or the process started less than a minute before.
  public var refusesWhileStarting: Bool {
    let evidence = Evidence(self)
    return [evidence.version, evidence.healthz].contains { $0.meaning == .forbidden }
      && evidence.mayPrecedeRBAC
  }

  /// Whether the server is a kube-apiserver that lets anonymous requests in: it answered one by 200 or 403 and gave
  /// a sign of what it is.
  public var acceptsAnonymousRequests: Bool {
    let evidence = Evidence(self)
    guard !evidence.provingSigns.isEmpty else { return false }
    return [evidence.version, evidence.healthz].contains { reading in
      switch reading.meaning {
      case .version, .health, .forbidden: true
      case .unauthorized, .undecided, .beside: false
      }
    }
  }
}

extension CertificateFacts {
  /// Whether this is the certificate that a kube-apiserver makes at its start for its own client. A server that does
  /// not know the name shows its ordinary certificate instead.
  public var isLoopbackClients: Bool {
    DistinguishedName(subject).commonName?.hasPrefix(Observation.loopbackServerName + "@") == true
  }
}
