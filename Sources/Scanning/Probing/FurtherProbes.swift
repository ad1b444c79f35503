import Exposure

/// What is asked of an endpoint once its paths are done, and what came of it. Each is made once: an answer that
/// does not come is no fact about the endpoint, and nothing is tried again for it.
struct FurtherProbes: Sendable {
  /// Nothing.
  static let none = FurtherProbes(startTime: false, access: false)

  /// The certificate of the loopback client, if it was shown.
  private(set) var loopbackCertificate: CertificateFacts?
  /// What access probes were answered so far.
  private(set) var accessAnswers: [AccessAnswer] = []

  private var isStartTimeOpen: Bool
  /// The paths that access probes are still to ask; nil once it is decided that they are not.
  private var openAccess: [AccessPath]?

  /// Further probes as the settings of a scan have them.
  init(startTime: Bool, access: Bool) {
    isStartTimeOpen = startTime
    openAccess = access ? AccessPath.allCases : nil
  }

  /// Whether there is anything left to decide or to do.
  var isOpen: Bool { isStartTimeOpen || openAccess?.isEmpty == false }

  /// What to do next for an endpoint of which this is known; nil where nothing is left.
  ///
  /// The certificate comes last, because a server that hangs on its name costs a part of the time left; but before
  /// access probes where a 403 may only say that the server has just started, so that they are not asked too early.
  mutating func next(after known: FurtherQuestions, isForbidden: Bool) -> ProbeKind? {
    if isForbidden, let kind = certificate(known) { return kind }
    if let paths = openAccess, !paths.isEmpty {
      if !accessAnswers.isEmpty || known.acceptsAnonymousRequests { return .access(to: paths) }
      openAccess = nil
    }
    return certificate(known)
  }

  private mutating func certificate(_ known: FurtherQuestions) -> ProbeKind? {
    guard isStartTimeOpen else { return nil }
    isStartTimeOpen = false
    return known.mayShowLoopbackCertificate ? .loopbackCertificate : nil
  }

  /// Takes in what the connection for it showed.
  mutating func absorb(_ report: ConnectionReport, of kind: ProbeKind) {
    switch kind {
    case .answers:
      break
    case .loopbackCertificate:
      // Under TLS 1.2 a server that demands a client certificate shows its own first and refuses then.
      if let certificate = report.tls?.certificate, certificate.isLoopbackClients {
        loopbackCertificate = certificate
      }
    case .access(let paths):
      accessAnswers += report.accessAnswers
      openAccess = goesOn(after: report) ? Array(paths.dropFirst(report.accessAnswers.count)) : nil
    }
  }

  /// A server that did not answer is left alone, and so is one that asks for less load (429). A 401 says nothing about
  /// the next path: an AuthenticationConfiguration lets anonymous requests in for single paths
  /// (kubernetes.io/docs/reference/access-authn-authz/authentication, "Anonymous authenticator configuration").
  private func goesOn(after report: ConnectionReport) -> Bool {
    report.accessAnswers.last.map { $0.status != 429 } ?? false
  }
}
