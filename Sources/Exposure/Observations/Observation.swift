import Targets
import PortableFoundation

/// All that was seen of one endpoint in one scan: facts only, no judgement, complete without the scanner.
public struct Observation: Sendable, Hashable {
  /// What was looked at.
  public var endpoint: Endpoint
  /// When the first connection attempt began.
  public var scannedAt: Date
  /// How far the TCP connection came.
  public var connection: ConnectionOutcome
  /// Connections attempted, retries, reconnections for a missing path and those of further questions (start time,
  /// access) included; 0 when there was nothing to connect to.
  public var attempts: Int
  /// From the start of the connection that was answered to its last answer; nil when nothing answered.
  public var latency: Duration?
  /// From the beginning of the first connection attempt to the end of the work on the endpoint, pauses before retries
  /// included; nil where an older scan did not keep it.
  public var elapsed: Duration?
  /// What the TLS handshake showed; nil when it was never begun.
  public var tls: TLSFacts?
  /// How the paths were asked in the end: `.plain` for an `http://` target, and where a TLS port answered in
  /// plain HTTP.
  public var transport: Transport
  /// The answers, in the order of `ProbePath.allCases`.
  public var responses: [Response]
  /// The paths that have no answer, in the same order; empty when no path could be asked.
  public var unanswered: [UnansweredPath]
  /// The certificate that the server showed to a second handshake, which asked for `apiserver-loopback-client`
  /// by SNI; nil when no such handshake was made, when it showed no certificate, or not the one that was asked for.
  public var loopbackCertificate: CertificateFacts?
  /// What the access probes were answered, in the order in which they were asked; empty unless access probes were enabled.
  public var accessAnswers: [AccessAnswer]
  /// What a component other than an API server answered to its own questions, in the order of asking; empty unless
  /// components were enabled.
  public var componentAnswers: [ComponentAnswer]
  /// What the history that it was kept in knows of the endpoint; nil where none is kept, and where it never gave a
  /// deciding answer.
  public var seen: SeenTimes?

  /// What the proxy showed through which the endpoint was asked; nil where it was asked directly.
  public var proxy: ProxyFacts?

  /// Makes an observation.
  public init(
    endpoint: Endpoint,
    scannedAt: Date,
    connection: ConnectionOutcome,
    attempts: Int = 1,
    latency: Duration? = nil,
    elapsed: Duration? = nil,
    tls: TLSFacts? = nil,
    transport: Transport? = nil,
    responses: [Response] = [],
    unanswered: [UnansweredPath] = [],
    loopbackCertificate: CertificateFacts? = nil,
    accessAnswers: [AccessAnswer] = [],
    componentAnswers: [ComponentAnswer] = [],
    seen: SeenTimes? = nil,
    proxy: ProxyFacts? = nil
  ) {
    self.endpoint = endpoint
    self.scannedAt = scannedAt
    self.connection = connection
    self.attempts = attempts
    self.latency = latency
    self.elapsed = elapsed
    self.tls = tls
    self.transport = transport ?? endpoint.transport
    self.responses = responses
    self.unanswered = unanswered
    self.loopbackCertificate = loopbackCertificate
    self.accessAnswers = accessAnswers
    self.componentAnswers = componentAnswers
    self.seen = seen
    self.proxy = proxy
  }

  /// The answer to a path, if there is one.
  public func response(to path: ProbePath) -> Response? {
    responses.first { $0.path == path.rawValue }
  }
}
