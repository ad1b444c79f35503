import Testing

@testable import Exposure

@Suite("What else is worth asking")
struct FurtherQuestionTests {
  private static let unauthorized = (
    Response.version(401, Body.status), Response.healthz(401, Body.status)
  )

  private static func established(
    _ certificate: CertificateFacts? = nil, clientCANames: [String] = [], alert: UInt8? = nil
  ) -> TLSFacts {
    TLSFacts(
      handshake: .established, alert: alert, certificate: certificate,
      clientCertificateRequested: !clientCANames.isEmpty, clientCANames: clientCANames)
  }

  @Test(
    "an API server, by its answers or by names, is asked for its start",
    arguments: [
      Observation.sample(version: unauthorized.0, healthz: unauthorized.1),
      .sample(version: .version(200, Body.version)),
      .sample(version: .version(404), healthz: .healthz(200, "ok", headers: .flowSchema)),
      .sample(tls: established(.ofAPIServer), unanswered: .reset),
      .sample(tls: established(.ofAPIServer), version: .version(404, Body.page)),
      .sample(tls: established(.sample(), clientCANames: ["CN=front-proxy-ca"])),
      .sample(tls: established(.sample(), clientCANames: ["CN=kubernetes"], alert: 116)),
      .sample(
        tls: TLSFacts(
          handshake: .alert, alert: 40, certificate: .ofAPIServer, clientCertificateRequested: true,
          clientCANames: ["CN=kubernetes"])),
    ])
  func startTime(observation: Observation) {
    #expect(observation.mayShowLoopbackCertificate)
  }

  @Test(
    "whatever else is not",
    arguments: [
      Observation.sample(version: .version(200, Body.page), healthz: .healthz(200, "ok")),
      .sample(version: .version(401), healthz: .healthz(403)),
      .sample(tls: established(.sample(), clientCANames: ["CN=Example Root"]), version: .version(404)),
      .sample(
        tls: established(
          .sample(subject: "CN=system:node:node-1,O=system:nodes"), clientCANames: ["CN=kubernetes"]),
        version: .version(404)),
      .sample(transport: .plain, version: .version(200, Body.version)),
      .sample(connection: .refused), .sample(connection: .timedOut),
      .sample(tls: TLSFacts(handshake: .timedOut)),
      .sample(tls: TLSFacts(handshake: .alert, alert: 40, certificate: .ofAPIServer)),
    ])
  func noStartTime(observation: Observation) {
    #expect(!observation.mayShowLoopbackCertificate)
  }

  @Test(
    "an API server that lets anonymous requests in is asked what they may read",
    arguments: [
      Observation.sample(version: .version(200, Body.version), healthz: .healthz(403, Body.status)),
      .sample(version: .version(403, Body.status), healthz: .healthz(403, Body.status)),
      .sample(version: .version(401, Body.status), healthz: .healthz(200, "ok")),
      .sample(transport: .plain, version: .version(200, Body.version)),
    ])
  func access(observation: Observation) {
    #expect(observation.acceptsAnonymousRequests)
  }

  @Test(
    "one that does not, or that is none, is not",
    arguments: [
      Observation.sample(version: unauthorized.0, healthz: unauthorized.1),
      .sample(version: .version(403), healthz: .healthz(200, "ok")),
      .sample(tls: established(.ofAPIServer), version: .version(403)),
      .sample(version: .version(429, "busy", headers: .flowSchema)),
      .sample(version: .version(404, Body.status), healthz: .healthz(404, Body.page)),
      .sample(connection: .refused),
    ])
  func noAccess(observation: Observation) {
    #expect(!observation.acceptsAnonymousRequests)
  }
}
