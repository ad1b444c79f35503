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
/// `FurtherErrands` says, without any.
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
  private var repeatsLeft = Bounds.repeatsAfterRetryAfter
  private var connection: ConnectionOutcome = .timedOut
  private var transport: Transport
  private var pipelined = true
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
    switch phase {
    case .paths:
      ConnectionPlan(
        endpoint: endpoint, transport: transport, errand: .answers(to: open, pipelined: pipelined),
        library: library)
    case .further(let errand):
      ConnectionPlan(endpoint: endpoint, transport: transport, errand: errand, library: library)
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
    guard outcome == .timedOut, retriesLeft > 0 else { return .finished }
    retriesLeft -= 1
    return .connect(after: retryPause())
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
    guard report.ending != .deadline, report.ending != .flooded, further.isOpen else { return .finished }
    let known = observation
    guard let errand = further.next(after: known) else { return .finished }
    phase = .further(errand)
    return .connect(after: .zero)
  }

  private mutating func absorbAnswers(
    _ report: ConnectionReport, dialledAt: NIODeadline, now: Date, retryPause: () -> Duration
  ) -> Step {
    connection = .connected
    absorbFacts(report, dialledAt: dialledAt)
    if report.tls?.handshake == .plainHTTP, transport == .tls {
      transport = .plain
      return .connect(after: .zero)
    }
    if let pause = repetition(report, now: now) { return .connect(after: pause) }
    guard !open.isEmpty, attempts < Bounds.connectionsForEachEndpoint else { return .finished }

    switch report.ending {
    case .deadline, .alert, .flooded:
      return .finished
    case .invalidHTTP, .headTooLarge:
      // The path that was being answered is spent; the others may still fare better.
      return .connect(after: .zero)
    case .answered, .bodyTooLarge:
      return .connect(after: .zero)
    case .closed, .reset:
      if !report.responses.isEmpty { return .connect(after: .zero) }
      pipelined = false
      return retry(after: retryPause())
    case .handshakeFailed:
      switch report.tls?.handshake {
      case .closed, .reset: return retry(after: retryPause())
      case .alert, .timedOut, .plainHTTP, .failed, .established, nil: return .finished
      }
    }
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
    guard report.ending != .handshakeFailed || report.tls?.handshake != .plainHTTP else { return }
    for path in open { missing[path] = MissingAnswer(report.ending) }
    switch report.ending {
    case .invalidHTTP, .headTooLarge:
      if !open.isEmpty { open.removeFirst() }
    case .answered, .closed, .reset, .deadline, .handshakeFailed, .alert, .bodyTooLarge, .flooded:
      break
    }
  }

  /// The pause after which paths are asked again that answered 429 or 503 with `Retry-After`.
  private mutating func repetition(_ report: ConnectionReport, now: Date) -> Duration? {
    let delays = report.responses.compactMap { response in
      RetryAfter.delay(of: response, now: now).map { (path: response.path, delay: $0) }
    }
    guard repeatsLeft > 0, report.ending != .deadline, let longest = delays.map(\.delay).max() else {
      return nil
    }
    repeatsLeft -= 1
    let paths = Set(delays.map(\.path))
    open = ProbePath.allCases.filter { open.contains($0) || paths.contains($0.rawValue) }
    return max(longest, Bounds.shortestRepeatPause)
  }

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

  /// The machine could not begin the attempt that was counted last; unless a later one succeeds, that is how
  /// the endpoint ends.
  mutating func takeBackAttempt(reason: String) {
    attempts -= 1
    if connection != .connected { connection = .notAttempted(reason: reason) }
  }
}

extension MissingAnswer {
  /// Why a path that was open at the end of a connection got no answer on it.
  fileprivate init(_ ending: ConnectionEnding) {
    self =
      switch ending {
      case .answered, .closed, .bodyTooLarge: .closed
      case .reset: .reset
      case .deadline: .deadline
      case .handshakeFailed, .alert: .alert
      case .invalidHTTP: .invalidHTTP
      case .headTooLarge: .headTooLarge
      case .flooded: .flooded
      }
  }
}
