@testable import Exposure
import Targets
import Testing

@Suite("Which component an endpoint is asked about")
struct ComponentQuestionTests {
  typealias Seen = ComponentVerdictTests
  static let every = Set(Component.allCases)

  static let rows: [(sentence: String, observation: Observation, enabled: Set<Component>, paths: [String])] =
    [
      ("nothing is asked where nothing is enabled", Seen.seen(10250, Seen.notFound, Seen.health), [], []),
      (
        "a kubelet is asked for its pods first", Seen.seen(10250, Seen.notFound, Seen.health), every,
        ["/pods", "/metrics", "/configz"]
      ),
      (
        "also on the API server's port", Seen.seen(6443, Seen.notFound, Seen.health, certificate: Seen.node),
        every,
        ["/pods", "/metrics", "/configz"]
      ),
      (
        "virtual-kubelet is asked on any port by its own 404",
        Seen.seen(10550, .version(404, Seen.virtualNotFound), .healthz(404, Seen.virtualNotFound)), every,
        ["/pods", "/metrics", "/configz"]
      ),
      (
        "a former port of the scheduler is asked as the scheduler's alone",
        Seen.seen(10251, over: .plain, Seen.notFound, Seen.health), every, ["/metrics"]
      ),
      ("not where only etcd is enabled", Seen.seen(10250, Seen.notFound, Seen.health), [.etcd], []),
      (
        "Go's 404 on the port for measurements may be etcd's",
        Seen.seen(2381, over: .plain, Seen.notFound, Seen.goPage),
        every, ["/metrics", "/health"]
      ),
      (
        "on another port it may be anything", Seen.seen(8080, over: .plain, Seen.notFound, Seen.goPage),
        every, []
      ),
      (
        "a page is never asked more", Seen.seen(10250, .version(200, Body.page), .healthz(200, Body.page)),
        every, []
      ),
      ("nor is silence", Seen.seen(10250, nil, nil), every, []),
      (
        "an empty 404 beside an empty health is asked by HEAD",
        Seen.seen(22624, over: .plain, .version(404), .healthz(200)),
        every, ["/config/worker"]
      ),
      (
        "an API server in plain HTTP is asked whose credentials it sees",
        Seen.seen(8001, over: .plain, .version(200, Body.version), nil), every,
        ["/api", "/api/v1/namespaces"]
      ),
      (
        "an API server of K3s is asked as a supervisor too",
        Seen.seen(
          6443, .version(401, Body.status), .healthz(401, Body.status),
          clientCANames: ["CN=k3s-client-ca@1650000000"]),
        every, ["/ping", "/cacerts"]
      ),
      (
        "any other API server is asked nothing of it", Seen.seen(6443, .version(200, Body.version), nil),
        every, []
      ),
    ]

  @Test("by what its paths showed", arguments: rows)
  func asked(_ row: (sentence: String, observation: Observation, enabled: Set<Component>, paths: [String])) {
    var questions = OpenQuestions(
      startTime: false, access: false, repeatsWhileStarting: 0, components: row.enabled)
    let next = questions.next(after: EndpointReading(row.observation))
    if case .component(let asked) = next {
      #expect(asked.map(\.path) == row.paths)
    } else {
      #expect(next == nil)
      #expect(row.paths.isEmpty)
    }
  }

  @Test("what is answered is not asked again, and what asks for less load is left alone")
  func answered() {
    let known = EndpointReading(Seen.seen(10250, Seen.notFound, Seen.health))
    var questions = OpenQuestions(
      startTime: false, access: false, repeatsWhileStarting: 0, components: [.kubelet])
    _ = questions.next(after: known)
    questions.absorb([Seen.pods])
    #expect(questions.next(after: known) == .component([Kubelet.metrics, Kubelet.configuration]))
    questions.absorb([ComponentAnswer(path: "/metrics", status: 429)])
    #expect(questions.next(after: known) == nil)
  }

  @Test("no two components have a port in common, but for the one that the supervisor shares")
  func ports() {
    let ports = Component.allCases.flatMap(\.ports)
    #expect(ports.count == Set(ports).count)
    #expect(Component.kubeAPIServer.ports.isEmpty)
  }
}
