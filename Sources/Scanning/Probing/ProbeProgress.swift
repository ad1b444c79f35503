import Exposure
import NIOCore
import NIOOpenSSL

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Where the probe of one endpoint stands across its connections: takes in what each attempt showed and says
/// what is to be done next. No I/O; the scanner carries it out.
///
/// Its phases come one after the other: first the paths, with retries; then, where the facts call for it, what
/// `FurtherErrands` says, without any; and once more the paths, where a server has just started.
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
    case further(Errand)
  }

  private let endpoint: Endpoint
  private let scannedAt: Date
  private var retriesLeft: Int
  private var repeats = 0
  private var repeatsWhileStarting = 0
  private var connection: ConnectionOutcome = .timedOut
  private var transport: Transport
  private var plainTrial = PlainTrial.notMade
  private var pacing = Pacing.pipelined
  private var tls: TLSFacts?
  private var responses: [ProbePath: Response] = [:]
  private var missing: [ProbePath: MissingAnswer] = [:]
  /// Paths that are still worth asking.
  private var open = ProbePath.allCases
  private var latency: Duration?
  private var phase = Phase.paths
  private var library = TLSClientLibrary.shortened
  private var further: FurtherErrands

  /// Connection attempts so far.
  private(set) var attempts = 0

  init(endpoint: Endpoint, scannedAt: Date, retries: Int, further: FurtherErrands = .none) {
    self.further = further
    self.endpoint = endpoint
    self.scannedAt = scannedAt
    transport = endpoint.transport
    retriesLeft = retries
  }

  /// What the next connection is for.
  var plan: ConnectionPlan {
    var plan = planOfPhase
    plan.library = library
    return plan
  }

  private var planOfPhase: ConnectionPlan {
    switch phase {
    case .paths:
      // A silent port is left early enough to be asked otherwise, and what is left of the time is for TLS again.
      switch plainTrial {
      case .underWay:
        ConnectionPlan(
          endpoint: endpoint, transport: .plain, errand: .answers(to: open, pacing: pacing),
          silenceShare: Bounds.silentPlainShare)
      case .notMade where transport == .tls && tls?.handshake != .established:
        ConnectionPlan(
          endpoint: endpoint, transport: .tls, errand: .answers(to: open, pacing: pacing),
          silenceShare: Bounds.silentHandshakeShare)
      case .notMade, .made:
        ConnectionPlan(endpoint: endpoint, transport: transport, errand: .answers(to: open, pacing: pacing))
      }
    case .further(.loopbackCertificate):
      ConnectionPlan(
        endpoint: endpoint, transport: transport, errand: .loopbackCertificate,
        silenceShare: Bounds.certificateShare)
    case .further(let errand):
      ConnectionPlan(endpoint: endpoint, transport: transport, errand: errand)
    }
  }

  /// Counts a connection attempt that is about to begin.
  mutating func beginAttempt() {
    attempts += 1
  }

  /// Takes in a connection attempt that did not come up.
  mutating func absorb(
    _ outcome: ConnectionOutcome, retryPause: @autoclosure () -> Duration
  ) -> Step {
    // What an earlier connection showed stays true when a later one is refused.
    if connection != .connected { connection = outcome }
    switch phase {
    case .paths: break
    // It was up a moment ago: what is left to ask would be refused as well.
    case .further: return .finished
    }
    if case .underWay(let handshake) = plainTrial {
      plainTrial = .made
      return goBackToTLS(after: handshake, retryPause: retryPause)
    }
    guard outcome == .timedOut else { return .finished }
    return retry(after: retryPause())
  }

  /// Takes in what a connection showed, `dialledAt` being when its attempt began.
  mutating func absorb(
    _ report: ConnectionReport, dialledAt: NIODeadline, now: Date,
    retryPause: @autoclosure () -> Duration
  ) -> Step {
    if report.mayLackAlgorithms, library == .shortened {
      library = .configured
      if case .paths = phase {
        connection = .connected
        absorbFacts(report, dialledAt: dialledAt)
      }
      return .connect(after: .zero)
    }
    switch phase {
    case .paths:
      let step = absorbAnswers(report, dialledAt: dialledAt, now: now, retryPause: retryPause)
      guard step == .finished else { return step }
    case .further(let errand):
      further.absorb(report, of: errand)
    }
    guard report.ending != .deadline, report.ending != .flooded else { return .finished }
    return goFurther()
  }

  /// What the facts call for once the paths are done.
  private mutating func goFurther() -> Step {
    let isForbidden = responses.values.contains { $0.status == 403 }
    guard further.isOpen || isForbidden else { return .finished }
    let known = FurtherQuestions(observation)
    if !known.refusedWhileStarting.isEmpty, repeatsWhileStarting < Bounds.repeatsWhileStarting {
      repeatsWhileStarting += 1
      phase = .paths
      open = known.refusedWhileStarting
      return .connect(after: Bounds.startingPause)
    }
    guard let errand = further.next(after: known, isForbidden: isForbidden) else { return .finished }
    phase = .further(errand)
    return .connect(after: .zero)
  }

  /// The machine could not begin the attempt that was counted last; unless a later one succeeds, that is how
  /// the endpoint ends.
  mutating func takeBackAttempt(reason: String) {
    attempts -= 1
    if connection != .connected { connection = .notAttempted(reason: reason) }
  }
}

// MARK: The paths

extension ProbeProgress {
  private mutating func absorbAnswers(
    _ report: ConnectionReport, dialledAt: NIODeadline, now: Date, retryPause: () -> Duration
  ) -> Step {
    connection = .connected
    if case .underWay(let handshake) = plainTrial {
      plainTrial = .made
      guard PlainTrial.succeeded(with: report) else {
        return goBackToTLS(after: handshake, retryPause: retryPause)
      }
      transport = .plain
    }
    let hadSession = tls?.handshake == .established
    let isPipelined = plan.isPipelined
    absorbFacts(report, dialledAt: dialledAt)
    if let step = tryPlain(report, hadSession: hadSession) { return step }
    if isPipelined { askAloneWhatFailedInCompany(report) }
    spendFirstPath(report, isPipelined: isPipelined)
    if let pause = repetition(report, now: now) { return .connect(after: pause) }
    guard !open.isEmpty, attempts < Bounds.connectionsForEachEndpoint else { return .finished }

    switch report.ending {
    case .deadline, .alert, .flooded:
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
    guard transport == .tls, !hadSession else { return nil }
    if report.tls?.handshake == .plainHTTP {
      transport = .plain
      return .connect(after: .zero)
    }
    guard plainTrial == .notMade, PlainTrial.isCalledFor(by: report), let handshake = report.tls?.handshake
    else { return nil }
    plainTrial = .underWay(after: handshake)
    return .connect(after: .zero)
  }

  /// The port speaks no plain HTTP: what came of its handshake is treated as without the trial. One that was silent
  /// has what is left of the time to answer the ClientHello, which is no retry.
  private mutating func goBackToTLS(after handshake: HandshakeOutcome, retryPause: () -> Duration) -> Step {
    if handshake == .timedOut { return .connect(after: .zero) }
    return retry(after: retryPause())
  }

  private mutating func retry(after pause: Duration) -> Step {
    guard retriesLeft > 0 else { return .finished }
    retriesLeft -= 1
    return .connect(after: pause)
  }

  private mutating func absorbFacts(_ report: ConnectionReport, dialledAt: NIODeadline) {
    // A session that came about tells more than a later attempt that failed.
    if let facts = report.tls, tls?.handshake != .established || facts.handshake == .established {
      tls = facts
    }
    if let answeredAt = report.lastAnswerAt {
      latency = .nanoseconds((answeredAt - dialledAt).nanoseconds)
    }
    for response in report.responses {
      guard let path = ProbePath(rawValue: response.path) else { continue }
      responses[path] = response
      missing[path] = nil
      open.removeAll { $0 == path }
    }
    for path in open { missing[path] = MissingAnswer(report) }
  }

  /// Decides about paths that were asked in one exchange and may owe their answer, or the lack of one, to each other.
  private mutating func askAloneWhatFailedInCompany(_ report: ConnectionReport) {
    var again = report.responses.filter { Self.mayBeDueToPipelining($0.status) }.map(\.path)
    switch report.ending {
    case .unclear:
      // The last answer's body would have gone on into the next answer.
      if let last = report.responses.last { again.append(last.path) }
      pacing = .alone
    case .quiet, .invalidHTTP, .headTooLarge:
      pacing = .alone
    case .answered, .closed, .reset, .deadline, .handshakeFailed, .alert, .bodyTooLarge, .flooded:
      guard !again.isEmpty else { return }
      pacing = .alone
    }
    guard report.ending != .deadline, report.ending != .flooded else { return }
    open = ProbePath.allCases.filter { open.contains($0) || again.contains($0.rawValue) }
  }

  /// A path whose answer is no HTTP is not asked again; but what is not HTTP behind an answer may be a part of it.
  private mutating func spendFirstPath(_ report: ConnectionReport, isPipelined: Bool) {
    switch report.ending {
    case .invalidHTTP, .headTooLarge:
      guard !open.isEmpty, !isPipelined || report.responses.isEmpty else { return }
      open.removeFirst()
    case .answered, .closed, .reset, .deadline, .quiet, .unclear, .handshakeFailed, .alert, .bodyTooLarge,
      .flooded:
      return
    }
  }

  /// What servers say that take the second of two requests for a part of the first, or do not take it at all.
  private static func mayBeDueToPipelining(_ status: Int) -> Bool {
    [400, 408, 411, 413, 431, 501, 505].contains(status)
  }

  /// The pause after which paths are asked again that answered 429 or 5xx: what `Retry-After` says, else a short one
  /// that grows.
  private mutating func repetition(_ report: ConnectionReport, now: Date) -> Duration? {
    let passing = report.responses.filter(\.isPassing)
    guard repeats < Bounds.repeatsAfterPassingAnswer, !passing.isEmpty, report.ending != .deadline,
      report.ending != .flooded
    else { return nil }
    let pause = passing.map {
      RetryAfter.delay(of: $0, now: now) ?? Bounds.firstRepeatPause * (1 << repeats)
    }.max()
    repeats += 1
    open = ProbePath.allCases.filter { path in
      open.contains(path) || passing.contains { $0.path == path.rawValue }
    }
    return max(pause ?? .zero, Bounds.shortestRepeatPause)
  }
}

// MARK: The facts

extension ProbeProgress {
  /// What is known now, as the observation that the endpoint ends with.
  var observation: Observation {
    let paths = ProbePath.allCases
    // Where no session or connection came about, no path was asked: the outcome says why.
    let asked = connection == .connected && (transport == .plain || tls?.handshake == .established)
    return Observation(
      endpoint: endpoint,
      scannedAt: scannedAt,
      connection: connection,
      attempts: attempts,
      latency: latency,
      tls: tls,
      transport: transport,
      responses: paths.compactMap { responses[$0] },
      unanswered: !asked
        ? []
        : paths.filter { responses[$0] == nil }.map {
          UnansweredPath(path: $0.rawValue, reason: missing[$0] ?? .notAsked)
        },
      loopbackCertificate: further.loopbackCertificate,
      accessAnswers: further.accessAnswers
    )
  }
}

extension MissingAnswer {
  /// Why a path that was open at the end of a connection got no answer on it.
  fileprivate init(_ report: ConnectionReport) {
    self =
      switch report.ending {
      case .answered, .closed, .bodyTooLarge, .unclear: .closed
      case .reset: .reset
      case .deadline, .quiet: .deadline
      case .handshakeFailed: MissingAnswer(report.tls?.handshake)
      case .alert: .alert
      case .invalidHTTP: .invalidHTTP
      case .headTooLarge: .headTooLarge
      case .flooded: .flooded
      }
  }

  /// Why a path got no answer on a connection that came to no TLS session.
  private init(_ handshake: HandshakeOutcome?) {
    self =
      switch handshake {
      case .alert: .alert
      case .closed, .established, nil: .closed
      case .reset: .reset
      case .timedOut: .deadline
      case .plainHTTP, .failed: .invalidHTTP
      }
  }
}
