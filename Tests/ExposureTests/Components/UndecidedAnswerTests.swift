@testable import Exposure
import Targets
import Testing

/// No evidence is not evidence of absence: an answer that decides nothing acquits nobody.
@Suite("A component's answers that decide nothing")
struct UndecidedAnswerTests {
  typealias Seen = ComponentVerdictTests
  typealias Row = ComponentVerdictTests.Row

  static let unheard: [(status: Int, content: AnswerContent?)] =
    [408, 429, 500, 502, 503].map { ($0, nil) } + [(200, .unreadable)]

  static func answer(_ path: String, _ status: Int, _ content: AnswerContent? = nil) -> ComponentAnswer {
    ComponentAnswer(path: path, status: status, content: content)
  }

  static let uncachedHealth = Response.healthz(200, "ok", headers: Seen.uncached)
  static let peers = Response.version(200, Body.etcdVersion, headers: Seen.json)

  /// What is seen of a component whose deciding question is answered so.
  static func rows(_ status: Int, _ content: AnswerContent?) -> [Row] {
    let metrics = answer("/metrics", status, content)
    let notThere = [answer("/metrics", 404), answer("/configz", 404)]
    return [
      Row(
        "a kubelet's pods",
        Seen.seen(10250, Seen.notFound, Seen.health, [answer("/pods", status, content)] + notThere),
        .kubelet, .inconclusive, .info),
      Row(
        "its measurements beside pods that are refused by 401",
        Seen.seen(10250, Seen.notFound, Seen.health, [answer("/pods", 401, .unauthorized), metrics]),
        .kubelet, .inconclusive, .info),
      Row(
        "beside refusals by 403, each of which is of one path",
        Seen.seen(
          10250, Seen.notFound, .healthz(403, "Forbidden (user=system:anonymous, verb=get, resource=nodes)"),
          [answer("/pods", 403, .kubeletRefusal), metrics]), .kubelet, .inconclusive, .info),
      Row(
        "beside a 401 to the health, which comes before all paths",
        Seen.seen(
          10250, Seen.notFound, .healthz(401, "Unauthorized"), certificate: Seen.node,
          [answer("/pods", status, content)]), .kubelet, .lockedDown, .none),
      Row(
        "a kubelet's configuration beside pods that are open",
        Seen.seen(10250, Seen.notFound, Seen.health, [Seen.pods, answer("/configz", status, content)]),
        .kubelet, .anonymousAccess, .critical),
      Row(
        "a kubelet's pods beside measurements that are open",
        Seen.seen(10250, Seen.notFound, Seen.health, [answer("/pods", status, content), Seen.metrics]),
        .kubelet, .versionLeak, .medium),
      Row(
        "kube-proxy's measurements",
        Seen.seen(
          10249, over: .plain, Seen.notFound, Seen.health, [answer("/proxyMode", 200, .word), metrics]),
        .kubeProxy, .inconclusive, .info),
      Row(
        "kube-proxy's mode, by which it is told",
        Seen.seen(10249, over: .plain, Seen.notFound, Seen.health, [answer("/proxyMode", status, content)]),
        nil, .inconclusive, .info),
      Row(
        "a controller manager's measurements", Seen.seen(10257, Seen.notFound, uncachedHealth, [metrics]),
        .kubeControllerManager, .inconclusive, .info),
      Row(
        "a scheduler's in plain HTTP", Seen.seen(10251, over: .plain, Seen.notFound, Seen.health, [metrics]),
        nil, .inconclusive, .info),
      Row(
        "a machine-config-server's configuration",
        Seen.seen(
          22624, over: .plain, .version(404), .healthz(200), [answer("/config/worker", status, content)]),
        nil, .inconclusive, .info),
      Row(
        "health on etcd's port for measurements",
        Seen.seen(
          2381, over: .plain, Seen.notFound, Seen.goPage,
          [answer("/metrics", 404), answer("/health", status, content)]),
        nil, .inconclusive, .info),
      Row(
        "health of an etcd that tells its version: the leak is certain",
        Seen.seen(2379, peers, Seen.goPage, [answer("/metrics", 404), answer("/health", status, content)]),
        .etcd, .versionLeak, .medium),
      Row(
        "measurements of an exporter that has no pods",
        Seen.seen(10250, Seen.notFound, Seen.health, [answer("/pods", 404), metrics]), nil, .notKubernetes,
        .none),
    ]
  }

  @Test("are judged as silence is", arguments: unheard)
  func judged(status: Int, content: AnswerContent?) {
    for row in Self.rows(status, content) {
      let assessment = assess(row.observation)
      #expect(assessment.component == row.component, "\(row.sentence)")
      #expect(assessment.verdict == row.verdict, "\(row.sentence)")
      #expect(assessment.severity == row.severity, "\(row.sentence)")
    }
  }

  static let silent = [
    Row(
      "a machine-config-server's configuration",
      Seen.leavingOpen("/config/worker", Seen.seen(22623, .version(404), .healthz(200))), nil, .inconclusive,
      .info),
    Row(
      "etcd's health, which is asked after its measurements",
      Seen.leavingOpen(
        "/health",
        Seen.seen(2381, over: .plain, Seen.notFound, Seen.goPage, [answer("/metrics", 200, .etcdMetrics)])),
      .etcd, .versionLeak, .medium),
    Row(
      "a question to another component says nothing of this one",
      Seen.leavingOpen("/config/worker", Seen.seen(8443, .version(404), .healthz(200))), nil, .notKubernetes,
      .none),
  ]

  static let unwell = [
    Row(
      "an etcd that is not well shows itself on its port for measurements",
      Seen.seen(
        2381, over: .plain, Seen.notFound, Seen.goPage,
        [answer("/metrics", 200, .etcdMetrics), answer("/health", 503, .object)]), .etcd, .versionLeak,
      .medium),
    Row(
      "with nothing but its health",
      Seen.seen(
        2381, over: .plain, Seen.notFound, Seen.goPage,
        [answer("/metrics", 404), answer("/health", 503, .object)]),
      .etcd, .healthOnly, .info),
    Row(
      "and is the server for clients where it tells its version",
      Seen.seen(2379, peers, Seen.goPage, [answer("/metrics", 404), answer("/health", 503, .object)]),
      .etcd, .anonymousAccess, .critical),
  ]

  @Test("silence, and an etcd that is not well", arguments: silent + unwell)
  func others(_ row: Row) {
    let assessment = assess(row.observation)
    #expect(assessment.component == row.component)
    #expect(assessment.verdict == row.verdict)
    #expect(assessment.severity == row.severity)
  }

  @Test("are no ground to say that a finding has gone")
  func grounds() {
    let decided = Seen.seen(
      10250, Seen.notFound, Seen.health, [Self.answer("/pods", 403, .kubeletRefusal), Seen.metrics])
    let open = Seen.seen(10250, Seen.notFound, Seen.health, [Self.answer("/pods", 503), Seen.metrics])
    #expect(Grounds(decided, assess(decided)).contains(.component))
    #expect(!Grounds(open, assess(open)).contains(.component))
  }
}
