import Exposure
import Targets
import NIOCore
import PortableFoundation

/// What the connections to one endpoint have shown so far.
struct ProbeFacts: Sendable {
  let endpoint: Endpoint
  let scannedAt: Date
  /// What the proxy showed; nil for none.
  private(set) var proxy: ProxyFacts?
  /// Connection attempts so far.
  var attempts = 0
  /// How far the connections came; once one was up, that stays true when a later one is refused.
  var connection = ConnectionOutcome.timedOut
  /// Whether plain HTTP was answered as ports answer it that speak TLS.
  var wantsTLS = false
  /// How the paths are asked.
  var transport: Transport {
    get { reading.transport }
    set { reading.transport = newValue }
  }
  /// What the facts so far mean for what is asked next.
  private(set) var reading: EndpointReading
  /// The last answer to each path.
  private var responses: [ProbePath: Response] = [:]
  private var missing: [ProbePath: MissingAnswer] = [:]
  private var tls: TLSFacts?
  private var latency: Duration?
  private var loopbackCertificate: CertificateFacts?
  private var accessAnswers: [AccessAnswer] = []
  private var componentAnswers: [ComponentAnswer] = []
  /// The question to a component that was asked and not answered; the rest was not asked any more.
  private var unansweredQuestion: UnansweredPath?

  init(endpoint: Endpoint, scannedAt: Date, proxy url: String? = nil) {
    proxy = url.map { ProxyFacts(url: $0) }
    self.endpoint = endpoint
    self.scannedAt = scannedAt
    reading = EndpointReading(scannedAt: scannedAt, port: endpoint.port, transport: endpoint.transport)
  }

  /// Whether a TLS session came about.
  var hasSession: Bool { tls?.handshake == .established }

  /// Takes in what a proxy answered instead of a connection.
  mutating func absorb(proxyReply reply: Int?) {
    if proxy?.targetAnswered == false { proxy?.reply = reply }
  }

  /// Takes in what a connection showed on which the paths `open` were to be answered, `dialledAt` being when its attempt
  /// began.
  mutating func absorb(_ report: ConnectionReport, open: [ProbePath], dialledAt: NIODeadline) {
    if report.hasBytes, proxy?.targetAnswered == false {
      proxy?.targetAnswered = true
      proxy?.reply = nil
    }
    // A session that came about tells more than a later attempt that failed.
    if let facts = report.tls, !hasSession || facts.handshake == .established {
      tls = facts
      reading.absorb(tlsOf: report.reading)
    }
    reading.absorb(answersOf: report.reading)
    if let answeredAt = report.lastAnswerAt {
      latency = .nanoseconds((answeredAt - dialledAt).nanoseconds)
    }
    // A port that answers a ClientHello in plain HTTP has not been asked anything yet.
    if hasSession || report.tls?.handshake != .plainHTTP {
      for path in open { missing[path] = MissingAnswer(report) }
    }
    for response in report.responses {
      guard let path = ProbePath(rawValue: response.path) else { continue }
      responses[path] = response
      missing[path] = nil
    }
  }

  /// Takes in what a handshake for the loopback client's name showed. Under TLS 1.2 a server that demands a client
  /// certificate shows its own first and refuses then.
  mutating func absorb(loopback report: ConnectionReport) {
    guard let certificate = report.tls?.certificate, report.reading.showsLoopbackClient else { return }
    loopbackCertificate = certificate
    reading.absorb(loopbackOf: report.reading)
  }

  /// Takes in what access probes were answered.
  mutating func absorb(access answers: [AccessAnswer]) {
    accessAnswers += answers
  }

  /// Takes in what questions to a component were answered on one connection, and which was not. A 429 is an answer.
  mutating func absorb(component report: ConnectionReport, asking questions: [ComponentQuestion]) {
    let answers = report.componentAnswers
    componentAnswers += answers
    let isLeft = questions.indices.contains(answers.count) && answers.last?.status != 429
    unansweredQuestion =
      isLeft ? UnansweredPath(path: questions[answers.count].path, reason: MissingAnswer(report)) : nil
  }

  /// There was no connection for the questions to a component that were left.
  mutating func leaveOut(_ questions: [ComponentQuestion]) {
    unansweredQuestion = questions.first.map { UnansweredPath(path: $0.path, reason: .notAsked) }
  }

  /// The facts as the observation of an endpoint.
  var observation: Observation {
    // Most endpoints of a sparse block: there is nothing to put together.
    guard connection == .connected else {
      return Observation(
        endpoint: endpoint, scannedAt: scannedAt, connection: connection, attempts: attempts,
        transport: transport, proxy: proxy)
    }
    let paths = ProbePath.allCases
    // Where no session came about, no path was asked but in plain HTTP: the outcome says why.
    let asked = transport == .plain || hasSession
    let unanswered = paths.filter { (asked || wantsTLS) && responses[$0] == nil }
    return Observation(
      endpoint: endpoint,
      scannedAt: scannedAt,
      connection: connection,
      attempts: attempts,
      latency: latency,
      tls: tls,
      transport: transport,
      responses: paths.compactMap { responses[$0] },
      unanswered: unanswered.map {
        UnansweredPath(path: $0.rawValue, reason: asked ? missing[$0] ?? .notAsked : .wantsTLS)
      } + [unansweredQuestion].compactMap { $0 },
      loopbackCertificate: loopbackCertificate,
      accessAnswers: accessAnswers,
      componentAnswers: componentAnswers,
      proxy: proxy)
  }
}

extension MissingAnswer {
  /// Why a path that was open at the end of a connection got no answer on it.
  fileprivate init(_ report: ConnectionReport) {
    self =
      switch report.ending {
      case .closed: .closed
      case .answered, .bodyTooLarge, .unclear: .ended
      case .reset: .reset
      case .deadline, .quiet: .deadline
      case .handshakeFailed: MissingAnswer(report.tls?.handshake)
      case .alert: .alert
      case .invalidHTTP: .invalidHTTP
      case .http2: .http2
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
