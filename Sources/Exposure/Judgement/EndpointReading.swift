import Targets
import PortableFoundation

/// What one connection's answers and certificates mean, each read once.
///
/// Reading decodes JSON and takes names apart, so a scan reads where the answers arrive, on an event loop.
public struct ConnectionReading: Sendable, Hashable {
  /// The answers by their paths.
  let answers: [ProbePath: PathReading]
  /// What TLS showed; nil on a plain connection.
  let tls: TLSReading?

  /// Reads what a connection showed.
  public init(responses: [Response], tls: TLSFacts?) {
    var answers: [ProbePath: PathReading] = [:]
    for response in responses {
      guard let path = ProbePath(rawValue: response.path), answers[path] == nil else { continue }
      answers[path] = PathReading(path, response)
    }
    self.answers = answers
    self.tls = tls.map(TLSReading.init)
  }

  /// Whether the serving certificate is the one that a kube-apiserver makes at its start for its own client. A server
  /// that does not know the name shows its ordinary certificate instead.
  public var showsLoopbackClient: Bool { tls?.isLoopbackClients == true }
}

/// What the TLS facts of a connection mean.
struct TLSReading: Sendable, Hashable {
  /// Whether names in the serving certificate speak for a kube-apiserver.
  let hasClusterNames: Bool
  /// Whether names of the accepted authorities do.
  let hasClusterAuthorities: Bool
  /// Whether the serving certificate is that of another component.
  let isOfAnotherComponent: Bool
  /// Whether the subject is that of the loopback client.
  let isLoopbackClients: Bool
  /// The serving certificate as that of the loopback client.
  let loopback: LoopbackCertificate?
  /// Whether the server takes handshakes, be it only with a client certificate.
  let acceptsHandshakes: Bool
  /// The component that the serving certificate names.
  let component: Component?
  /// Whether a node made the serving certificate for itself.
  let isMadeByNode: Bool
  /// Whether names of a cluster stand in the serving certificate or among the accepted authorities.
  var namesCluster: Bool { hasClusterNames || hasClusterAuthorities }
  /// Whether authorities of K3s or RKE2 are named.
  let isOfSupervisedCluster: Bool

  init(_ tls: TLSFacts) {
    let certificate = tls.certificate
    hasClusterNames = certificate.map(ClusterNames.areIn) ?? false
    hasClusterAuthorities = ClusterNames.areIn(clientCANames: tls.clientCANames)
    isOfAnotherComponent = certificate.map(ClusterNames.areOfAnotherComponent) ?? false
    isLoopbackClients = certificate.map(LoopbackCertificate.isSubject(of:)) ?? false
    loopback = certificate.flatMap { LoopbackCertificate($0) }
    acceptsHandshakes = tls.handshake == .established || tls.endsForWantOfClientCertificate
    component = certificate.flatMap(ComponentRules.named)
    isMadeByNode = isOfAnotherComponent && certificate.map(ClusterNames.isMadeByNode) == true
    isOfSupervisedCluster = ClusterNames.areOfSupervisedCluster(tls.clientCANames)
  }
}

/// What all that is known of an endpoint so far means, put together from what its connections showed.
///
/// `Evidence` makes one from a whole observation; a scan makes one piece by piece, to ask `OpenQuestions` what comes next.
public struct EndpointReading: Sendable, Hashable {
  /// How the paths are asked.
  public var transport: Transport
  /// When the scan of the endpoint began.
  let scannedAt: Date
  /// The port that is asked.
  let port: UInt16
  private var answers: [ProbePath: PathReading] = [:]
  private(set) var tls: TLSReading?
  private var loopbackShown: LoopbackCertificate?

  /// Nothing is known yet.
  public init(scannedAt: Date, port: UInt16, transport: Transport) {
    self.scannedAt = scannedAt
    self.port = port
    self.transport = transport
  }

  /// Reads a whole observation.
  package init(_ observation: Observation) {
    self.init(
      scannedAt: observation.scannedAt, port: observation.endpoint.port, transport: observation.transport)
    let reading = ConnectionReading(responses: observation.responses, tls: observation.tls)
    answers = reading.answers
    tls = reading.tls
    loopbackShown = observation.loopbackCertificate.flatMap { LoopbackCertificate($0) }
  }

  /// Takes in answers; a later one to the same path replaces the earlier one.
  public mutating func absorb(answersOf connection: ConnectionReading) {
    answers.merge(connection.answers) { $1 }
  }

  /// Replaces what TLS showed.
  public mutating func absorb(tlsOf connection: ConnectionReading) {
    tls = connection.tls
  }

  /// Takes in the certificate of the loopback client.
  public mutating func absorb(loopbackOf connection: ConnectionReading) {
    loopbackShown = connection.tls?.loopback
  }
}

extension EndpointReading {
  /// Whether a path was answered.
  var hasAnswers: Bool { !answers.isEmpty }

  /// Whether the server said nothing at all, as most endpoints of a sparse block.
  var isEmpty: Bool { answers.isEmpty && tls == nil && loopbackShown == nil }

  /// What a path's answer means; undecided and without a sign where there is none.
  func answer(to path: ProbePath) -> PathReading { answers[path] ?? .missing }

  /// Whether the serving certificate is that of another component, which may show all signs but its own are not a
  /// kube-apiserver's.
  var isOfAnotherComponent: Bool { tls?.isOfAnotherComponent == true }

  /// The certificate for the server's own loopback client, where it was shown. Every server that is built on
  /// k8s.io/apiserver has such a certificate: another component's own certificate tells that it is not a kube-apiserver's.
  var loopback: LoopbackCertificate? {
    guard !isEmpty, !isOfAnotherComponent else { return nil }
    if let loopbackShown, loopbackShown.isPossible(seenAt: scannedAt) { return loopbackShown }
    if let own = tls?.loopback, own.isPossible(seenAt: scannedAt) { return own }
    return nil
  }

  /// The signs of a kube-apiserver that prove it alone.
  var provingSigns: Set<APIServerSign> {
    guard !isEmpty else { return [] }
    var signs = answer(to: .version).signs.union(answer(to: .healthz).signs)
    if loopback != nil { signs.insert(.loopbackCertificate) }
    return signs
  }

  /// Names in certificates that speak for a kube-apiserver and prove nothing alone.
  var supportingSigns: Set<APIServerSign> {
    var signs = Set<APIServerSign>()
    guard let tls else { return signs }
    if tls.hasClusterNames { signs.insert(.certificateNames) }
    if tls.hasClusterAuthorities, !tls.isOfAnotherComponent { signs.insert(.clientCANames) }
    return signs
  }

  /// Whether a kube-apiserver answered: a sign that proves it, or a bare 401 or 403 and names that support it. Every
  /// kube-apiserver has `/version`: where Go's 404 says that it is not there, names prove nothing. A kubelet shows the same,
  /// under a certificate of the same authority in K3s (k3s-io/k3s, pkg/server/handlers/handlers.go, ServingKubeletCert).
  var isAPIServer: Bool {
    guard !isEmpty else { return false }
    if !provingSigns.isEmpty { return true }
    return !answer(to: .version).marks.contains(.goNotFound) && !supportingSigns.isEmpty
      && answers.values.contains { $0.isRefused }
  }

  /// Whether the process started less than a minute before the scan.
  var hasJustStarted: Bool {
    loopback.map { ServerAge($0, scannedAt: scannedAt).isBelow(ServerAge.loadingRBAC) } == true
  }
}

extension EndpointReading {
  /// Whether a path was answered 403.
  var isForbidden: Bool { answers.values.contains { $0.meaning == .forbidden } }

  /// Whether a handshake for `Observation.loopbackServerName` may show when the server started: it speaks TLS, and it
  /// is a kube-apiserver, or names in certificates speak for one.
  var mayShowLoopbackCertificate: Bool {
    guard transport == .tls, tls?.acceptsHandshakes == true else { return false }
    return !supportingSigns.isEmpty || isAPIServer
  }

  /// Whether the server is a kube-apiserver that lets anonymous requests in: it answered one by 200 or 403 and gave
  /// a sign of what it is.
  var acceptsAnonymousRequests: Bool {
    guard !provingSigns.isEmpty else { return false }
    return answers.values.contains { answer in
      switch answer.meaning {
      case .version, .health, .forbidden: true
      case .unauthorized, .undecided, .beside: false
      }
    }
  }

  /// The paths that were refused by 403 although RBAC may not be loaded yet: the body names roles that are not found,
  /// or the server started less than a minute before the scan. A kube-apiserver answers so for about a second after
  /// its start, whatever its configuration.
  var refusedWhileStarting: [ProbePath] {
    guard isForbidden else { return [] }
    let hasJustStarted = hasJustStarted
    return ProbePath.allCases.filter { path in
      let answer = answer(to: path)
      return answer.meaning == .forbidden && (hasJustStarted || answer.namesMissingRole)
    }
  }
}
