/// All that the rules look at, read once from an observation. A class, because every rule is given it.
final class Evidence: Sendable {
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

  /// The component that answered; nil where nothing names it.
  let component: Component?
  /// What the rules of components other than the API server look at.
  let ofComponent: ComponentEvidence

  /// Whether the server said nothing at all.
  let isEmpty: Bool
  /// Whether a kube-apiserver answered: a sign that proves it, or a bare 401 or 403 and names that support it.
  let isAPIServer: Bool
  /// Whether the process started less than a minute before the scan.
  let hasJustStarted: Bool

  /// `reading` is what the observation means, where that was read before.
  init(_ observation: Observation, read reading: EndpointReading? = nil) {
    let reading = reading ?? EndpointReading(observation)
    self.observation = observation
    version = reading.answer(to: .version)
    healthz = reading.answer(to: .healthz)
    access = AccessReading(observation.accessAnswers)
    isOfAnotherComponent = reading.isOfAnotherComponent
    loopback = reading.loopback
    provingSigns = reading.provingSigns
    supportingSigns = reading.supportingSigns
    ofComponent = ComponentEvidence(reading, answers: observation.componentAnswers)
    component = ComponentRules.component(of: ofComponent, isAPIServer: reading.isNamedAPIServer)
    isEmpty = reading.isEmpty && observation.accessAnswers.isEmpty
    isAPIServer = reading.isAPIServer
    hasJustStarted = reading.hasJustStarted
  }

  /// The description of the component that answered; nil where it is an API server, or unknown.
  var described: (any DescribedComponent.Type)? { component.flatMap(ComponentTable.description) }

  /// Whether a path gave no deciding answer and names in certificates speak for a kube-apiserver.
  var mayBeAPIServer: Bool {
    !supportingSigns.isEmpty && (version.meaning == .undecided || healthz.meaning == .undecided)
  }

  /// Whether a 403 may come from a server that has not loaded RBAC yet: a body says so, or the process started less
  /// than a minute before the scan.
  var mayPrecedeRBAC: Bool {
    version.namesMissingRole || healthz.namesMissingRole || hasJustStarted
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
