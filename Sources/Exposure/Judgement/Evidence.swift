/// All that the rules look at, read once from an observation.
struct Evidence: Sendable {
  let observation: Observation
  /// What `/version` answered.
  let version: PathReading
  /// What `/healthz` answered.
  let healthz: PathReading
  /// The signs of a kube-apiserver that prove it alone.
  let provingSigns: Set<APIServerSign>
  /// Names in certificates that speak for a kube-apiserver and prove nothing alone.
  let supportingSigns: Set<APIServerSign>
  /// The certificate for the server's own loopback client, where it was shown.
  let loopback: LoopbackCertificate?
  /// What the access probes were answered.
  let access: AccessReading
  /// Whether the serving certificate is that of another component, which may show all signs but its own are not a
  /// kube-apiserver's.
  let isOfAnotherComponent: Bool

  init(_ observation: Observation) {
    self.observation = observation
    version = PathReading(.version, of: observation)
    healthz = PathReading(.healthz, of: observation)
    access = AccessReading(observation.accessAnswers)

    var proving = version.signs.union(healthz.signs)
    var supporting = Set<APIServerSign>()
    let certificate = observation.tls?.certificate
    // Every server that is built on k8s.io/apiserver has such a certificate: a controller manager's own certificate
    // shows that it is not an API server.
    let isAnother = certificate.map(ClusterNames.areOfAnotherComponent) ?? false
    isOfAnotherComponent = isAnother
    let shown = [observation.loopbackCertificate, certificate].compactMap { $0 }
    loopback =
      isAnother
      ? nil : shown.lazy.compactMap { LoopbackCertificate($0, scannedAt: observation.scannedAt) }.first
    if loopback != nil { proving.insert(.loopbackCertificate) }
    if let certificate {
      if ClusterNames.areIn(certificate) { supporting.insert(.certificateNames) }
    }
    if let names = observation.tls?.clientCANames, ClusterNames.areIn(clientCANames: names), !isAnother {
      supporting.insert(.clientCANames)
    }
    provingSigns = proving
    supportingSigns = supporting
  }

  /// Whether a kube-apiserver answered: a sign that proves it, or a bare 401 or 403 and names that support it.
  var isAPIServer: Bool {
    !provingSigns.isEmpty || (!supportingSigns.isEmpty && (version.isRefused || healthz.isRefused))
  }

  /// Whether a path gave no deciding answer and names in certificates speak for a kube-apiserver.
  var mayBeAPIServer: Bool {
    !supportingSigns.isEmpty && (version.meaning == .undecided || healthz.meaning == .undecided)
  }

  /// Whether a 403 may come from a server that has not loaded RBAC yet: a body says so, or the process started less
  /// than a minute before the scan.
  var mayPrecedeRBAC: Bool {
    version.namesMissingRole || healthz.namesMissingRole || hasJustStarted
  }

  /// Whether the process started less than a minute before the scan.
  var hasJustStarted: Bool {
    loopback.map { ServerAge($0, of: observation).isBelow(ServerAge.loadingRBAC) } == true
  }

  /// Whether any path was refused with 401 or 403, whoever refused it: what an insecure port never does.
  var isRefusedAnywhere: Bool {
    version.isRefused || healthz.isRefused || access.isRefusedAnywhere
  }

  /// The document, where a stranger could read it.
  var versionDocument: VersionDocument? {
    guard case .version(let document) = version.meaning else { return nil }
    return document
  }

  /// The health, where a stranger could read it.
  var healthReport: HealthReport? {
    guard case .health(let report) = healthz.meaning else { return nil }
    return report
  }

  /// The signs that a verdict rests on, in the order of `APIServerSign.allCases`. Names in certificates count
  /// only where no better sign is there.
  func signs(for verdict: Verdict) -> [APIServerSign] {
    let signs =
      switch verdict.posture {
      case .exposed, .restricted, .lockedDown, .unknown: provingSigns.isEmpty ? supportingSigns : provingSigns
      case .other, .unreachable: Set<APIServerSign>()
      }
    return APIServerSign.allCases.filter(signs.contains)
  }
}
