import Exposure
import Targets
import Foundation
import NIOCore
import Testing

@testable import Scanning

@Suite("Progress of a probe")
struct ProbeProgressTests {
  private static let start = NIODeadline.uptimeNanoseconds(0)
  private static let pause = Duration.milliseconds(77)
  private static let now = Date(timeIntervalSince1970: 1_795_472_081)

  private func progress(retries: Int = 1, transport: Transport = .tls) -> ProbeProgress {
    var progress = ProbeProgress(
      endpoint: Endpoint(target: Target(text: "t"), address: .v4(1), port: 6443, transport: transport),
      scannedAt: Self.now, retries: retries)
    progress.beginAttempt()
    return progress
  }

  private func response(_ path: ProbePath, _ status: Int = 200, retryAfter: String? = nil) -> Response {
    Response(
      path: path.rawValue, status: status,
      headers: retryAfter.map { [HeaderField(name: "Retry-After", value: $0)] } ?? [])
  }

  private func report(
    _ responses: [Response], _ ending: ConnectionEnding, handshake: HandshakeOutcome? = .established,
    hasBytes: Bool = true
  ) -> ConnectionReport {
    ConnectionReport(
      tls: handshake.map { TLSFacts(handshake: $0) }, hasBytes: hasBytes, responses: responses,
      ending: ending,
      lastAnswerAt: responses.isEmpty ? nil : Self.start + .milliseconds(12), now: Self.now)
  }

  private func absorb(_ report: ConnectionReport, into progress: inout ProbeProgress) -> ProbeProgress.Step {
    progress.absorb(report, dialledAt: Self.start, retryPause: Self.pause)
  }

  @Test("both answers on one connection are the whole probe")
  func complete() {
    var probe = progress()
    let step = absorb(report([response(.version), response(.healthz)], .answered), into: &probe)
    #expect(step == .finished)
    let observation = probe.observation
    #expect(observation.connection == .connected)
    #expect(observation.responses.map(\.path) == ["/version", "/healthz"])
    #expect(observation.unanswered.isEmpty)
    #expect(observation.attempts == 1)
    #expect(observation.latency == .milliseconds(12))
  }

  @Test(
    "where the server closed after one answer, the missing path alone is asked on a new connection",
    arguments: [ConnectionEnding.answered, .closed, .reset, .bodyTooLarge])
  func missingPath(ending: ConnectionEnding) {
    var probe = progress(retries: 0)
    #expect(absorb(report([response(.version)], ending), into: &probe) == .connect(after: .zero))
    #expect(probe.plan.paths == [.healthz])
    probe.beginAttempt()
    #expect(absorb(report([response(.healthz)], .answered), into: &probe) == .finished)
    #expect(probe.observation.responses.map(\.path) == ["/version", "/healthz"])
    #expect(probe.observation.attempts == 2)
  }

  @Test("a connection that broke before any answer is retried once, without pipelining")
  func broken() {
    var probe = progress()
    #expect(probe.plan.pipelined)
    #expect(absorb(report([], .reset), into: &probe) == .connect(after: Self.pause))
    #expect(!probe.plan.pipelined)
    #expect(probe.plan.paths == [.version, .healthz])
    probe.beginAttempt()
    #expect(absorb(report([], .closed), into: &probe) == .finished)
    #expect(
      probe.observation.unanswered == [
        UnansweredPath(path: "/version", reason: .closed), UnansweredPath(path: "/healthz", reason: .closed),
      ])
  }

  @Test(
    "a failed handshake is retried where it broke, not where the server said no",
    arguments: [
      (HandshakeOutcome.reset, true), (.closed, true), (.alert, false), (.timedOut, false),
      (.failed(reason: "wrong version number"), false),
    ])
  func handshake(outcome: HandshakeOutcome, retried: Bool) {
    var probe = progress()
    let step = absorb(report([], .handshakeFailed, handshake: outcome), into: &probe)
    #expect(step == (retried ? .connect(after: Self.pause) : .finished))
    #expect(probe.observation.tls?.handshake == outcome)
    #expect(probe.observation.unanswered.isEmpty)
  }

  @Test("a port that answers in plain HTTP is asked once over plain HTTP")
  func plainHTTP() {
    var probe = progress(retries: 0)
    #expect(
      absorb(report([], .handshakeFailed, handshake: .plainHTTP), into: &probe) == .connect(after: .zero))
    #expect(probe.plan.transport == .plain)
    #expect(probe.plan.paths == [.version, .healthz])
    probe.beginAttempt()
    let answered = report([response(.version), response(.healthz)], .answered, handshake: nil)
    #expect(absorb(answered, into: &probe) == .finished)
    #expect(probe.observation.transport == .plain)
    #expect(probe.observation.tls?.handshake == .plainHTTP)
    #expect(probe.observation.responses.count == 2)
  }

  @Test("an attempt that timed out is repeated after a pause, a refused one is not")
  func connectionFailures() {
    var timedOut = progress()
    #expect(timedOut.absorb(.timedOut, retryPause: Self.pause) == .connect(after: Self.pause))
    timedOut.beginAttempt()
    #expect(timedOut.absorb(.timedOut, retryPause: Self.pause) == .finished)
    #expect(timedOut.observation.connection == .timedOut)
    #expect(timedOut.observation.attempts == 2)

    var refused = progress()
    #expect(refused.absorb(.refused, retryPause: Self.pause) == .finished)
    #expect(refused.observation.connection == .refused)
    #expect(refused.observation.latency == nil)
  }

  @Test("what one connection showed stays true when the next is refused")
  func refusedLater() {
    var probe = progress()
    _ = absorb(report([response(.version)], .closed), into: &probe)
    probe.beginAttempt()
    #expect(probe.absorb(.refused, retryPause: Self.pause) == .finished)
    #expect(probe.observation.connection == .connected)
    #expect(probe.observation.response(to: .version) != nil)
    #expect(probe.observation.unanswered == [UnansweredPath(path: "/healthz", reason: .closed)])
  }

  @Test("a path that answered 429 or 503 with Retry-After is asked again, three times at most")
  func retryAfter() {
    var probe = progress()
    let busy = report([response(.version), response(.healthz, 503, retryAfter: "1")], .answered)
    #expect(absorb(busy, into: &probe) == .connect(after: .seconds(1)))
    #expect(probe.plan.paths == [.healthz])
    for _ in 0..<2 {
      let again = report([response(.healthz, 429, retryAfter: "0")], .answered)
      #expect(absorb(again, into: &probe) == .connect(after: .milliseconds(100)))
    }
    #expect(absorb(report([response(.healthz, 429, retryAfter: "0")], .answered), into: &probe) == .finished)
    #expect(probe.observation.response(to: .healthz)?.status == 429)
  }

  @Test("5xx without Retry-After is asked again after a pause that grows, three times at most")
  func passing() {
    var probe = progress()
    for pause in [500, 1000, 2000] {
      let down = report([response(.version, 503), response(.healthz, 502)], .answered)
      #expect(absorb(down, into: &probe) == .connect(after: .milliseconds(pause)))
      #expect(probe.plan.paths == [.version, .healthz])
    }
    #expect(
      absorb(report([response(.version), response(.healthz, 502)], .answered), into: &probe) == .finished)
    #expect(probe.observation.responses.map(\.status) == [200, 502])
  }

  @Test(
    "what fails in company is asked again alone",
    arguments: [
      ([200], .quiet, [.healthz]), ([200], .invalidHTTP, [.healthz]), ([200, 400], .answered, [.healthz]),
      ([400, 400], .answered, [.version]), ([400], .closed, [.version]), ([200], .unclear, [.version]),
      ([200, 501], .answered, [.healthz]),
    ] as [([Int], ConnectionEnding, [ProbePath])])
  func company(statuses: [Int], ending: ConnectionEnding, next: [ProbePath]) {
    var probe = progress(retries: 0)
    let responses = zip(ProbePath.allCases, statuses).map { response($0, $1) }
    #expect(absorb(report(responses, ending), into: &probe) == .connect(after: .zero))
    #expect(probe.plan.paths == next)
    #expect(!probe.plan.isPipelined)
  }

  @Test(
    "a port that says nothing to a ClientHello, or ends the connection, is asked once in plain HTTP",
    arguments: [HandshakeOutcome.closed, .reset, .timedOut], [true, false])
  func plainTrial(outcome: HandshakeOutcome, speaksHTTP: Bool) {
    var probe = progress(retries: 0)
    #expect(probe.plan.silenceShare == 3)
    let silent = report([], .handshakeFailed, handshake: outcome, hasBytes: false)
    #expect(absorb(silent, into: &probe) == .connect(after: .zero))
    #expect(probe.plan.transport == .plain)
    #expect(probe.plan.silenceShare == 4)
    let statuses = speaksHTTP ? [401, 404] : [400, 400]
    let answers = zip(ProbePath.allCases, statuses).map { response($0, $1) }
    let step = absorb(report(answers, .answered, handshake: nil), into: &probe)
    #expect(probe.observation.transport == (speaksHTTP ? .plain : .tls))
    #expect(probe.observation.responses.count == (speaksHTTP ? 2 : 0))
    #expect(probe.observation.tls?.handshake == outcome)
    #expect(step == (speaksHTTP ? .finished : .connect(after: outcome == .timedOut ? .zero : Self.pause)))
    guard step != .finished else { return }
    #expect(probe.plan.transport == .tls && probe.plan.silenceShare == nil)
    #expect(absorb(silent, into: &probe) == .finished)
    #expect(probe.observation.unanswered.map(\.reason) == [.wantsTLS, .wantsTLS])
    #expect(assess(probe.observation).verdict == .inconclusive)
  }

  @Test(
    "a port that says nothing in plain HTTP either has what is left of the time, and no TLS is read into that"
  )
  func plainTrialSilent() {
    var probe = progress(retries: 0)
    let silent = report([], .handshakeFailed, handshake: .timedOut, hasBytes: false)
    _ = absorb(silent, into: &probe)
    let step = absorb(report([], .quiet, handshake: nil, hasBytes: false), into: &probe)
    #expect(step == .connect(after: .zero))
    #expect(absorb(silent, into: &probe) == .finished)
    #expect(probe.observation.unanswered.isEmpty)
    #expect(assess(probe.observation).verdict == .tlsFailed)
  }

  @Test(
    "behind a balancer with a dead backend, 400 to plain HTTP leads to TLS, before any retry and after it")
  func deadBackend() {
    var probe = progress(retries: 1)
    let dead = report([], .handshakeFailed, handshake: .closed, hasBytes: false)
    _ = absorb(dead, into: &probe)
    let explained = report([response(.version, 400)], .answered, handshake: nil)
    #expect(absorb(explained, into: &probe) == .connect(after: Self.pause))
    #expect(absorb(dead, into: &probe) == .connect(after: Self.pause))
    #expect(absorb(report([response(.version), response(.healthz)], .answered), into: &probe) == .finished)
    #expect(probe.observation.transport == .tls && probe.observation.unanswered.isEmpty)
    #expect(probe.observation.tls?.handshake == .established)
  }

  @Test("a port that is refused in plain HTTP is asked over TLS again as it would have been")
  func plainTrialRefused() {
    var probe = progress(retries: 1)
    _ = absorb(report([], .handshakeFailed, handshake: .reset, hasBytes: false), into: &probe)
    #expect(probe.absorb(.refused, retryPause: Self.pause) == .connect(after: Self.pause))
    #expect(probe.plan.transport == .tls)
    #expect(probe.observation.connection == .connected)
  }

  @Test(
    "a path behind an answer that was announced as the last has no answer for that reason, not for a close")
  func announcedEnd() {
    var probe = progress(retries: 0)
    _ = absorb(report([response(.version)], .answered), into: &probe)
    #expect(probe.observation.unanswered == [UnansweredPath(path: "/healthz", reason: .ended)])
  }

  @Test(
    "on a second connection without a session, a path has no answer for the reason that was seen",
    arguments: [
      (.timedOut, .deadline), (.closed, .closed), (.reset, .reset), (.alert, .alert),
      (.failed(reason: "wrong version number"), .invalidHTTP), (.plainHTTP, .invalidHTTP),
    ] as [(HandshakeOutcome, MissingAnswer)])
  func secondConnection(outcome: HandshakeOutcome, reason: MissingAnswer) {
    var probe = progress(retries: 0)
    _ = absorb(report([response(.version)], .answered), into: &probe)
    let step = absorb(report([], .handshakeFailed, handshake: outcome, hasBytes: false), into: &probe)
    #expect(step == .finished)
    #expect(probe.observation.unanswered == [UnansweredPath(path: "/healthz", reason: reason)])
    #expect(probe.observation.tls?.handshake == .established)
    #expect(probe.observation.transport == .tls)
  }

  @Test(
    "a port that answers plain HTTP with HTTP/2 speaks no TLS, and is asked no more",
    arguments: [true, false])
  func http2(overTLS: Bool) {
    var probe = progress()
    if !overTLS {
      let handshake = ConnectionReport(
        tls: TLSFacts(handshake: .failed(reason: "wrong version number")), isForeign: true,
        ending: .handshakeFailed, now: Self.now)
      #expect(absorb(handshake, into: &probe) == .connect(after: .zero))
      #expect(probe.plan.transport == .plain)
    }
    #expect(absorb(report([], .http2, handshake: overTLS ? .established : nil), into: &probe) == .finished)
    #expect(
      probe.observation.unanswered
        == ["/version", "/healthz"].map { UnansweredPath(path: $0, reason: .http2) })
    #expect(probe.observation.transport == (overTLS ? .tls : .plain))
    #expect(assess(probe.observation).verdict == .inconclusive)
  }

  private func kubelet() -> ProbeProgress {
    var probe = ProbeProgress(
      endpoint: Endpoint(target: Target(text: "t"), address: .v4(1), port: 10250, transport: .tls),
      scannedAt: Self.now, retries: 1, components: [.kubelet])
    probe.beginAttempt()
    let nosniff = [HeaderField(name: "X-Content-Type-Options", value: "nosniff")]
    let answers = [
      Response(path: "/version", status: 404, headers: nosniff, body: "404 page not found\n"),
      Response(path: "/healthz", status: 200, headers: nosniff, body: "ok"),
    ]
    #expect(absorb(report(answers, .answered), into: &probe) == .connect(after: .zero))
    return probe
  }

  @Test("a question to a component that gets no answer is a fact, and leaves open whether strangers get in")
  func unansweredQuestion() {
    var probe = kubelet()
    #expect(absorb(report([], .deadline), into: &probe) == .finished)
    #expect(probe.observation.unanswered == [UnansweredPath(path: "/pods", reason: .deadline)])
    #expect(assess(probe.observation).verdict == .inconclusive)
  }

  @Test("so is one for which there was no connection any more, and none that another connection answered")
  func questionsLeft() {
    var probe = kubelet()
    let refusal = ComponentAnswer(path: "/pods", status: 403, content: .kubeletRefusal)
    let closing = ConnectionReport(
      tls: TLSFacts(handshake: .established), componentAnswers: [refusal], ending: .closed, now: Self.now)
    #expect(absorb(closing, into: &probe) == .connect(after: .zero))
    var refused = probe
    #expect(refused.absorb(.refused, retryPause: Self.pause) == .finished)
    #expect(refused.observation.unanswered == [UnansweredPath(path: "/metrics", reason: .notAsked)])
    let rest = ConnectionReport(
      tls: TLSFacts(handshake: .established),
      componentAnswers: ["/metrics", "/configz"].map { ComponentAnswer(path: $0, status: 404) },
      ending: .answered, now: Self.now)
    #expect(absorb(rest, into: &probe) == .finished)
    #expect(probe.observation.unanswered.isEmpty)
    let overloaded = ConnectionReport(
      tls: TLSFacts(handshake: .established), componentAnswers: [ComponentAnswer(path: "/pods", status: 429)],
      ending: .answered, now: Self.now)
    var left = kubelet()
    #expect(absorb(overloaded, into: &left) == .finished)
    #expect(left.observation.unanswered.isEmpty)
  }

  @Test("a path whose answer was no HTTP is not asked again, the other one is")
  func invalidHTTP() {
    var probe = progress()
    #expect(absorb(report([], .invalidHTTP), into: &probe) == .connect(after: .zero))
    #expect(probe.plan.paths == [.healthz])
    #expect(absorb(report([], .headTooLarge), into: &probe) == .finished)
    #expect(
      probe.observation.unanswered == [
        UnansweredPath(path: "/version", reason: .invalidHTTP),
        UnansweredPath(path: "/healthz", reason: .headTooLarge),
      ])
  }

  @Test(
    "the deadline and an alert after the handshake end the probe",
    arguments: [ConnectionEnding.deadline, .alert])
  func ends(ending: ConnectionEnding) {
    var probe = progress()
    #expect(absorb(report([response(.version)], ending), into: &probe) == .finished)
    #expect(probe.observation.unanswered.map(\.path) == ["/healthz"])
  }

  @Test("a machine that has no descriptor left is no fact about the endpoint, unless nothing else is known")
  func exhausted() {
    var probe = progress()
    probe.takeBackAttempt(.notAttempted(reason: "Too many open files"))
    #expect(probe.observation.connection == .notAttempted(reason: "Too many open files"))
    #expect(probe.observation.attempts == 0)
    probe.beginAttempt()
    #expect(probe.absorb(.refused, retryPause: Self.pause) == .finished)
    #expect(probe.observation.connection == .refused)
  }

  @Test("a server that never answers the same path ends after a bounded number of connections")
  func bounded() {
    var probe = progress(retries: 1_000)
    var connections = 1
    while absorb(report([], .closed), into: &probe) != .finished {
      probe.beginAttempt()
      connections += 1
    }
    #expect(connections == Bounds.connectionsForEachEndpoint)
  }
}

extension ConnectionPlan {
  /// The paths that are to be asked.
  fileprivate var paths: [ProbePath] {
    questions.compactMap { ProbePath(rawValue: $0.path) }
  }

  fileprivate var pipelined: Bool {
    if case .answers(_, .pipelined) = kind { true } else { false }
  }
}
