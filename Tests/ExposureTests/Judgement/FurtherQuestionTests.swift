import Foundation
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
    #expect(FurtherQuestions(observation).mayShowLoopbackCertificate)
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
    #expect(!FurtherQuestions(observation).mayShowLoopbackCertificate)
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
    #expect(FurtherQuestions(observation).acceptsAnonymousRequests)
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
    #expect(!FurtherQuestions(observation).acceptsAnonymousRequests)
  }

  private static let rolesMissing =
    #"{"kind":"Status","apiVersion":"v1","status":"Failure","message":"forbidden: User \"system:anonymous\" cannot "#
    + #"get path \"/version\": RBAC: clusterrole.rbac.authorization.k8s.io \"system:public-info-viewer\" not found","#
    + #""reason":"Forbidden","code":403}"#

  @Test(
    "a path that was refused while RBAC may not be loaded is asked again",
    arguments: [
      (rolesMissing, rolesMissing, nil, ["/version", "/healthz"]),
      (rolesMissing, Body.status, nil, ["/version"]),
      (Body.status, Body.status, nil, []), (Body.status, Body.status, 59, ["/version", "/healthz"]),
      (Body.status, Body.status, 61, []), (Body.status, Body.status, -5, ["/version", "/healthz"]),
    ] as [(String, String, Int?, [String])])
  func starting(version: String, healthz: String, age: Int?, paths: [String]) {
    var observation = Observation.sample(version: .version(403, version), healthz: .healthz(403, healthz))
    observation.loopbackCertificate = age.map { age in
      let second = Int(Observation.sampleTime.timeIntervalSince1970) - age
      return .sample(
        subject: "CN=apiserver-loopback-client@\(second)", issuer: "CN=apiserver-loopback-client-ca@\(second)"
      )
    }
    #expect(FurtherQuestions(observation).refusedWhileStarting.map(\.rawValue) == paths)
  }

  @Test("only a 403 is asked again then")
  func refusedOtherwise() {
    let observation = Observation.sample(
      version: .version(401, Self.rolesMissing), healthz: .healthz(200, Self.rolesMissing))
    #expect(FurtherQuestions(observation).refusedWhileStarting.isEmpty)
  }

  @Test(
    "an answer that may be another one in a moment is known as such",
    arguments: [
      (429, "", true), (500, "", true), (502, "", true), (503, "no healthy upstream", true), (504, "", true),
      (599, "", true), (501, "", false), (505, "", false), (500, "[-]etcd failed: reason withheld\n", false),
      (200, "", false), (401, "", false), (403, "", false), (404, "", false), (600, "", false),
    ])
  func passing(status: Int, body: String, isPassing: Bool) {
    #expect(Response.healthz(status, body).isPassing == isPassing)
  }
}
