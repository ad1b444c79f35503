import Exposure
import Targets
import NIOCore
import NIOOpenSSL
import PortableFoundation

/// Where the probe of one endpoint stands across its connections: takes in what each attempt showed and says
/// what is to be done next. No I/O; the scanner carries it out.
///
/// Its phases come one after the other: first the paths, with retries; then, where the facts call for it, what
/// `OpenQuestions` says, without any; and once more the paths, where a server has just started.
struct ProbeProgress: Sendable {
  /// What comes next.
  enum Step: Sendable, Hashable {
    /// Nothing more can be learnt: `observation` is complete.
    case finished
    /// Connect and carry out `plan`, after a pause.
    case connect(after: Duration)
  }

  /// What the connections are for at present.
  private enum Phase: Sendable {
    case paths
    case loopbackCertificate
    case access([AccessPath])
    case component([ComponentQuestion])
  }

  private var facts: ProbeFacts
  private let route: ProxyRoute?
  private var retriesLeft: Int
  private var repeats = 0
  private var plainTrial = PlainTrial.notMade
  private var pacing = Pacing.pipelined
  /// Paths that are still worth asking.
  private var open = Self.allPaths
  private var phase = Phase.paths
  private var library = TLSClientLibrary.shortened
  /// What is asked once the paths are done.
  private var questions: OpenQuestions

  private static let allPaths = ProbePath.allCases

  /// - Parameter route: The proxy through which the endpoint is asked; nil for none.
  init(
    endpoint: Endpoint, scannedAt: Date, retries: Int, through route: ProxyRoute? = nil,
    startTime: Bool = false, access: Bool = false, components: Set<Component> = []
  ) {
    questions = OpenQuestions(
      startTime: startTime, access: access, repeatsWhileStarting: Bounds.repeatsWhileStarting,
      components: components)
    facts = ProbeFacts(endpoint: endpoint, scannedAt: scannedAt, proxy: route?.url.description)
    self.route = route
    retriesLeft = retries
  }

  /// What is known now, as the observation that the endpoint ends with.
  var observation: Observation {
    guard let credentials = route?.credentials else { return facts.observation }
    return ProxyEcho(credentials).blanked(facts.observation)
  }

  /// What the observation means; nil where nothing was to be read.
  var reading: EndpointReading? { facts.connection == .connected ? facts.reading : nil }

  /// The endpoint that is probed.
  var endpoint: Endpoint { facts.endpoint }

  /// Whether the paths are asked, over TLS or without: no other connection is needed to find out how.
  var isTalking: Bool { facts.transport == .plain || facts.hasSession }

  /// What the next connection is for.
  var plan: ConnectionPlan {
    let kind =
      switch phase {
      case .paths: ProbeKind.answers(to: open, pacing: pacing)
      case .loopbackCertificate: ProbeKind.loopbackCertificate
      case .access(let paths): ProbeKind.access(to: paths)
      case .component(let questions): ProbeKind.component(asking: questions)
      }
    let (transport, silenceShare): (Transport, Int?) =
      switch (phase, plainTrial) {
      // A silent port is left early enough to be asked otherwise, and what is left of the time is for TLS again.
      case (.paths, .underWay): (.plain, Bounds.silentPlainShare)
      case (.paths, .notMade) where facts.transport == .tls && !facts.hasSession:
        (.tls, Bounds.silentHandshakeShare)
      case (.loopbackCertificate, _): (facts.transport, Bounds.certificateShare)
      case (.paths, _), (.access, _), (.component, _): (facts.transport, nil)
      }
    return ConnectionPlan(
      endpoint: facts.endpoint, transport: transport, kind: kind, silenceShare: silenceShare,
      tunnel: route.flatMap { TunnelRequest(to: facts.endpoint, through: $0) }, library: library)
  }

  /// Plain HTTP is not waited for.
  mutating func abandonPlainTrial() {
    if case .underWay = plainTrial { plainTrial = .made }
  }

  /// Counts a connection attempt that is about to begin.
  mutating func beginAttempt() {
    facts.attempts += 1
  }

  /// Takes in that the proxy gave no connection.
  mutating func absorb(_ failure: TunnelFailure, retryPause: @autoclosure () -> Duration) -> Step {
    facts.absorb(proxyReply: failure.reply)
    return absorb(failure.outcome, mayPass: failure.mayPass, retryPause: retryPause())
  }

  /// Takes in a connection attempt that did not come up; `mayPass` tells whether another one is worth its while, nil for
  /// where it timed out.
  mutating func absorb(
    _ outcome: ConnectionOutcome, mayPass: Bool? = nil, retryPause: @autoclosure () -> Duration
  ) -> Step {
    // What an earlier connection showed stays true when a later one is refused.
    if facts.connection != .connected { facts.connection = outcome }
    switch phase {
    case .paths: break
    // It was up a moment ago: what is left to ask would be refused as well.
    case .loopbackCertificate, .access: return .finished
    case .component(let left):
      facts.leaveOut(left)
      return .finished
    }
    if case .underWay(let handshake) = plainTrial {
      plainTrial = .made
      return goBackToTLS(after: handshake, retryPause: retryPause)
    }
    guard mayPass ?? (outcome == .timedOut) else { return .finished }
    return retry(after: retryPause())
  }

  /// Takes in what a connection showed, `dialledAt` being when its attempt began.
  mutating func absorb(
    _ report: ConnectionReport, dialledAt: NIODeadline, retryPause: @autoclosure () -> Duration
  ) -> Step {
    if report.mayLackAlgorithms, library == .shortened {
      library = .configured
      if case .paths = phase {
        facts.connection = .connected
        facts.absorb(report, open: open, dialledAt: dialledAt)
      }
      return .connect(after: .zero)
    }
    switch phase {
    case .paths:
      let step = absorbAnswers(report, dialledAt: dialledAt, retryPause: retryPause)
      guard step == .finished else { return step }
    case .loopbackCertificate:
      facts.absorb(loopback: report)
    case .access:
      facts.absorb(access: report.accessAnswers)
      questions.absorb(report.accessAnswers)
    case .component(let asked):
      facts.absorb(component: report, asking: asked)
      questions.absorb(report.componentAnswers)
    }
    guard report.ending != .deadline, report.ending != .flooded else { return .finished }
    return askFurther()
  }

  /// What the facts call for once the paths are done.
  private mutating func askFurther() -> Step {
    switch questions.next(after: facts.reading) {
    case .pathsAgain(let paths):
      phase = .paths
      open = paths
      return .connect(after: Bounds.startingPause)
    case .loopbackCertificate:
      phase = .loopbackCertificate
      return .connect(after: .zero)
    case .access(let paths):
      phase = .access(paths)
      return .connect(after: .zero)
    case .component(let questions):
      phase = .component(questions)
      return .connect(after: .zero)
    case nil:
      return .finished
    }
  }

  /// The attempt that was counted last could not be made; unless a later one succeeds, this is how the endpoint ends.
  mutating func takeBackAttempt(_ outcome: ConnectionOutcome) {
    facts.attempts -= 1
    if facts.connection != .connected { facts.connection = outcome }
  }
}

// MARK: The paths

extension ProbeProgress {
  private mutating func absorbAnswers(
    _ report: ConnectionReport, dialledAt: NIODeadline, retryPause: () -> Duration
  ) -> Step {
    facts.connection = .connected
    if case .underWay(let handshake) = plainTrial {
      plainTrial = .made
      guard PlainTrial.succeeded(with: report) else {
        facts.wantsTLS = PlainTrial.showsTLS(in: report)
        return goBackToTLS(after: handshake, retryPause: retryPause)
      }
      facts.transport = .plain
    }
    let hadSession = facts.hasSession
    let isPipelined = plan.isPipelined
    facts.absorb(report, open: open, dialledAt: dialledAt)
    open.removeAll { path in report.responses.contains { $0.path == path.rawValue } }
    if let step = tryPlain(report, hadSession: hadSession) { return step }
    if isPipelined, let again = PipelinedExchange.answersInDoubt(report) {
      pacing = .alone
      reopen(again)
    }
    spendFirstPath(report, isPipelined: isPipelined)
    if let pause = repetition(report) { return .connect(after: pause) }
    guard !open.isEmpty, facts.attempts < Bounds.connectionsForEachEndpoint else { return .finished }

    switch report.ending {
    case .deadline, .alert, .flooded, .http2:
      return .finished
    case .invalidHTTP, .headTooLarge, .answered, .bodyTooLarge, .quiet, .unclear:
      return .connect(after: .zero)
    case .closed, .reset:
      if !report.responses.isEmpty { return .connect(after: .zero) }
      if pacing == .pipelined { pacing = .oneByOne }
      return retry(after: retryPause())
    case .handshakeFailed:
      switch report.tls?.handshake {
      case .closed, .reset: return retry(after: retryPause())
      case .alert, .timedOut, .plainHTTP, .failed, .established, nil: return .finished
      }
    }
  }

  /// Plain HTTP on a port that spoke no TLS: because it answered the ClientHello so, or because it may.
  private mutating func tryPlain(_ report: ConnectionReport, hadSession: Bool) -> Step? {
    guard facts.transport == .tls, !hadSession else { return nil }
    if report.tls?.handshake == .plainHTTP {
      facts.transport = .plain
      return .connect(after: .zero)
    }
    guard plainTrial == .notMade, PlainTrial.isCalledFor(by: report), let handshake = report.tls?.handshake
    else { return nil }
    plainTrial = .underWay(after: handshake)
    return .connect(after: .zero)
  }

  /// The port speaks no plain HTTP: what came of its handshake is treated as without the trial. One that was silent
  /// has what is left of the time to answer the ClientHello, which is no retry. Nor is one where the port answered as
  /// one that speaks TLS: a balancer with a dead backend may do both.
  private mutating func goBackToTLS(after handshake: HandshakeOutcome, retryPause: () -> Duration) -> Step {
    switch handshake {
    case _ where facts.wantsTLS: return .connect(after: handshake == .timedOut ? .zero : retryPause())
    case .timedOut: return .connect(after: .zero)
    // What does not speak TLS does not speak it the next time.
    case .failed: return .finished
    case .closed, .reset, .alert, .plainHTTP, .established: return retry(after: retryPause())
    }
  }

  private mutating func retry(after pause: Duration) -> Step {
    guard retriesLeft > 0 else { return .finished }
    retriesLeft -= 1
    return .connect(after: pause)
  }

  /// A path whose answer is no HTTP is not asked again; but what is not HTTP behind an answer may be a part of it.
  private mutating func spendFirstPath(_ report: ConnectionReport, isPipelined: Bool) {
    switch report.ending {
    case .invalidHTTP, .headTooLarge:
      guard !open.isEmpty, !isPipelined || report.responses.isEmpty else { return }
      open.removeFirst()
    case .answered, .closed, .reset, .deadline, .quiet, .unclear, .handshakeFailed, .alert, .bodyTooLarge,
      .flooded, .http2:
      return
    }
  }

  /// The pause after which paths are asked again that answered 429 or 5xx.
  private mutating func repetition(_ report: ConnectionReport) -> Duration? {
    guard repeats < Bounds.repeatsAfterPassingAnswer, report.ending != .deadline, report.ending != .flooded,
      let pause = RetryAfter.pause(after: report.passing, repeats: repeats)
    else { return nil }
    repeats += 1
    reopen(report.passing.map(\.path))
    return pause
  }

  /// Asks paths again that have an answer, in the order of asking.
  private mutating func reopen(_ paths: [String]) {
    open = ProbePath.allCases.filter { open.contains($0) || paths.contains($0.rawValue) }
  }
}
