import Foundation
import Testing

@testable import Exposure

@Suite("What else is worth asking")
struct NextQuestionTests {
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
    #expect(EndpointReading(observation).mayShowLoopbackCertificate)
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
    #expect(!EndpointReading(observation).mayShowLoopbackCertificate)
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
    #expect(EndpointReading(observation).acceptsAnonymousRequests)
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
    #expect(!EndpointReading(observation).acceptsAnonymousRequests)
  }

  static let rolesMissing =
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
    #expect(EndpointReading(observation).refusedWhileStarting.map(\.rawValue) == paths)
  }

  @Test("only a 403 is asked again then")
  func refusedOtherwise() {
    let observation = Observation.sample(
      version: .version(401, Self.rolesMissing), healthz: .healthz(200, Self.rolesMissing))
    #expect(EndpointReading(observation).refusedWhileStarting.isEmpty)
  }

  @Test(
    "what is asked next follows from the facts and the settings, and each question is asked once",
    arguments: NextQuestionCases.sequences)
  func sequence(_ observation: Observation, _ settings: (Bool, Bool, Int), _ expected: [NextQuestion]) {
    var questions = OpenQuestions(startTime: settings.0, access: settings.1, repeatsWhileStarting: settings.2)
    var asked: [NextQuestion] = []
    while let question = questions.next(after: EndpointReading(observation)), asked.count < 10 {
      asked.append(question)
      if case .access(let paths) = question {
        questions.absorb(paths.map { AccessAnswer($0, status: 401, body: "") })
      }
    }
    #expect(asked == expected)
  }

  @Test(
    "access probes go on behind the answers that came, and end with a 429 or without an answer",
    arguments: [([], nil), ([200], 1), ([401, 403], 2), ([200, 429], nil)] as [([Int], Int?)])
  func goesOn(statuses: [Int], asked: Int?) {
    var questions = OpenQuestions(startTime: false, access: true, repeatsWhileStarting: 0)
    let reading = EndpointReading(NextQuestionCases.leaking)
    #expect(questions.next(after: reading) == NextQuestionCases.allAccess)
    questions.absorb(zip(AccessPath.allCases, statuses).map { AccessAnswer($0, status: $1, body: "") })
    #expect(
      questions.next(after: reading) == asked.map { .access(Array(AccessPath.allCases.dropFirst($0))) })
  }

  @Test("a server that proves by its certificate alone what it is gets no access probes behind it")
  func provenLate() {
    var observation = Observation.sample(
      tls: Self.established(.ofAPIServer), version: .version(404), healthz: .healthz(200, "ok"))
    var questions = OpenQuestions(startTime: true, access: true, repeatsWhileStarting: 3)
    #expect(questions.next(after: EndpointReading(observation)) == .loopbackCertificate)
    let second = Int(Observation.sampleTime.timeIntervalSince1970) - 500
    observation.loopbackCertificate = .sample(
      subject: "CN=apiserver-loopback-client@\(second)", issuer: "CN=apiserver-loopback-client-ca@\(second)")
    #expect(EndpointReading(observation).acceptsAnonymousRequests)
    #expect(questions.next(after: EndpointReading(observation)) == nil)
  }

  @Test(
    "what is read connection by connection is what is read of the whole",
    arguments: NextQuestionCases.whole)
  func pieces(_ observation: Observation) {
    var reading = EndpointReading(
      scannedAt: observation.scannedAt, port: observation.endpoint.port, transport: observation.transport)
    let first = ConnectionReading(
      responses: [.version(503, "busy")], tls: observation.tls)
    reading.absorb(tlsOf: first)
    if observation.response(to: .version) != nil { reading.absorb(answersOf: first) }
    for response in observation.responses {
      reading.absorb(answersOf: ConnectionReading(responses: [response], tls: nil))
    }
    #expect(reading == EndpointReading(observation))
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

/// The servers of the tests above.
enum NextQuestionCases {
  /// A kube-apiserver that shows its release to strangers, one that refuses them, one that lets them in and forbids, and
  /// something else.
  static let leaking: Observation = Observation.sample(version: .version(200, Body.version))
  static let locked: Observation = Observation.sample(
    version: .version(401, Body.status), healthz: .healthz(401, Body.status))
  static let forbidding: Observation = Observation.sample(version: .version(403, Body.status))
  static let starting: Observation = Observation.sample(
    version: .version(403, NextQuestionTests.rolesMissing))
  static let another: Observation = Observation.sample(version: .version(200, Body.page))
  static let allAccess: NextQuestion = NextQuestion.access(AccessPath.allCases)

  /// Who is asked, which settings are on (start time, access, repeats), and all questions in their order.
  static let sequences: [(Observation, (Bool, Bool, Int), [NextQuestion])] = [
    (leaking, (true, true, 3), [allAccess, .loopbackCertificate]),
    (leaking, (true, false, 3), [.loopbackCertificate]), (leaking, (false, true, 3), [allAccess]),
    (leaking, (false, false, 3), []),
    (locked, (true, true, 3), [.loopbackCertificate]), (locked, (false, true, 3), []),
    (forbidding, (true, true, 3), [.loopbackCertificate, allAccess]),
    (forbidding, (false, true, 3), [allAccess]),
    (
      starting, (true, true, 2),
      [.pathsAgain([.version]), .pathsAgain([.version]), .loopbackCertificate, allAccess]
    ),
    (starting, (false, false, 1), [.pathsAgain([.version])]), (starting, (false, false, 0), []),
    (another, (true, true, 3), []), (.sample(connection: .refused), (true, true, 3), []),
    (
      .sample(transport: .plain, version: .version(200, Body.version)), (true, true, 3), [allAccess]
    ),
  ]

  /// Observations that are also put together from their connections.
  static let whole: [Observation] = [
    leaking, locked, forbidding, starting, another,
    .sample(
      tls: TLSFacts(
        handshake: .established, certificate: .ofAPIServer, clientCertificateRequested: true,
        clientCANames: ["CN=kubernetes"]), version: .version(404)),
  ]
}
