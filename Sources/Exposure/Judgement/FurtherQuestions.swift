/// What the facts so far say about asking an endpoint more, read once: so that a server which is clearly something else
/// is never asked more than the paths.
public struct FurtherQuestions: Sendable, Hashable {
  /// Whether a handshake for `Observation.loopbackServerName` may show when the server started: it speaks TLS, and it
  /// is a kube-apiserver, or names in certificates speak for one.
  public let mayShowLoopbackCertificate: Bool
  /// Whether the server is a kube-apiserver that lets anonymous requests in: it answered one by 200 or 403 and gave
  /// a sign of what it is.
  public let acceptsAnonymousRequests: Bool
  /// The paths that were refused by 403 although RBAC may not be loaded yet: the body names roles that are not found,
  /// or the server started less than a minute before the scan. A kube-apiserver answers so for about a second after
  /// its start, whatever its configuration.
  public let refusedWhileStarting: [ProbePath]

  /// Reads the facts.
  public init(_ observation: Observation) {
    let evidence = Evidence(observation)
    mayShowLoopbackCertificate = Self.mayShowLoopbackCertificate(evidence)
    acceptsAnonymousRequests =
      !evidence.provingSigns.isEmpty
      && [evidence.version, evidence.healthz].contains { reading in
        switch reading.meaning {
        case .version, .health, .forbidden: true
        case .unauthorized, .undecided, .beside: false
        }
      }
    let readings = [(ProbePath.version, evidence.version), (.healthz, evidence.healthz)]
    refusedWhileStarting = readings.filter { path, reading in
      observation.response(to: path)?.status == 403 && (evidence.hasJustStarted || reading.namesMissingRole)
    }.map(\.0)
  }

  private static func mayShowLoopbackCertificate(_ evidence: Evidence) -> Bool {
    let observation = evidence.observation
    guard observation.transport == .tls, let tls = observation.tls else { return false }
    guard tls.handshake == .established || tls.endsForWantOfClientCertificate else { return false }
    if let certificate = tls.certificate, ClusterNames.areIn(certificate) { return true }
    return evidence.isAPIServer || !evidence.supportingSigns.isEmpty
  }
}

extension Observation {
  /// The name by which a kube-apiserver's own client calls it, and for which it serves a certificate made at its
  /// start (k8s.io/apiserver/pkg/server/secure_serving.go).
  public static let loopbackServerName = "apiserver-loopback-client"
}

extension Response {
  /// Whether the same request may well be answered otherwise in a moment: 429, and 5xx but for a list of health
  /// checks and for what the server will never do (501, 505).
  public var isPassing: Bool {
    switch status {
    case 429: true
    case 501, 505: false
    case 500...599: !listsHealthChecks
    default: false
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
