@testable import Exposure
import Testing

@Suite("What a component's answer is")
struct ComponentAnswerTests {
  static let pods = Kubelet.pods
  static let text = HeaderField(name: "Content-Type", value: "text/plain; charset=utf-8")
  static let prometheus = HeaderField(
    name: "content-type", value: "text/plain; version=0.0.4; charset=utf-8; escaping=underscores")
  static let json = HeaderField(name: "Content-Type", value: "application/json")

  struct Row: Sendable, CustomTestStringConvertible {
    let sentence: String
    let question: ComponentQuestion
    let status: Int
    let field: HeaderField
    let body: String
    let content: AnswerContent?
    var testDescription: String { sentence }

    init(
      _ sentence: String, _ question: ComponentQuestion, _ status: Int, as field: HeaderField = text,
      _ body: String, _ content: AnswerContent?
    ) {
      (self.sentence, self.question, self.status) = (sentence, question, status)
      (self.field, self.body, self.content) = (field, body, content)
    }
  }

  static let rows = [
    Row("a PodList", pods, 200, as: json, #"{"kind":"PodList","apiVersion":"v1","items":[]}"#, .list),
    Row(
      "one with white space", pods, 200, as: json, "{\n  \"kind\": \"PodList\",\n  \"apiVersion\": \"v1\"}",
      .list
    ),
    Row("a page for every path is none", pods, 200, "<!doctype html>", nil),
    Row("nor is a JSON API with a kind of its own", pods, 200, as: json, #"{"kind":"pods","data":[]}"#, nil),
    Row("nor a list of something else", pods, 200, as: json, #"{"kind":"NodeList","apiVersion":"v1"}"#, nil),
    Row(
      "the kubelet's refusal", pods, 403,
      "Forbidden (user=system:anonymous, verb=get, resource=nodes, subresource(s)=[pods proxy])\n",
      .kubeletRefusal),
    Row(
      "kube-rbac-proxy's is none", pods, 403,
      "Forbidden (user=system:anonymous, verb=get, resource=, subresource=)\n", nil),
    Row("the bare word", pods, 401, "Unauthorized", .unauthorized),
    Row("http.Error writes a line", pods, 401, "Unauthorized\n", nil),
    Row("measurements", Kubelet.metrics, 200, as: prometheus, "# HELP a b\n", .metrics),
    Row("other text", Kubelet.metrics, 200, "# HELP a b\n", nil),
    Row(
      "a kubelet's configuration", Kubelet.configuration, 200, as: json, #"{"kubeletconfig":{"kind":"#,
      .object),
    Row("another's", Kubelet.configuration, 200, as: json, #"{"config":{}}"#, nil),
    Row("etcd's health", Etcd.health, 200, #"{"health":"true","reason":""}"#, .object),
    Row("etcd that is not well", Etcd.health, 503, #"{"health":"false","reason":"ALARM NOSPACE"}"#, .object),
    Row("a 503 of something before it", Etcd.health, 503, "upstream connect error", nil),
    Row("health that is no text", Etcd.health, 200, #"{"health":true}"#, nil),
    Row("or another word", Etcd.health, 200, #"{"health":"UP"}"#, nil),
    Row(
      "a member with another first, and no value", Kubelet.configuration, 200,
      #"{"note":"","kubeletconfig":null}"#, .object),
    Row(
      "etcd's measurements", Etcd.metrics, 200, as: prometheus, "# HELP etcd_cluster_version W\n",
      .etcdMetrics),
    Row(
      "by a name further down", Etcd.metrics, 200, as: prometheus, "a 1\netcd_server_has_leader 1\n",
      .etcdMetrics),
    Row(
      "an API server's names of etcd are not etcd's", Etcd.metrics, 200, as: prometheus,
      "# HELP etcd_request_duration_seconds E\n", .metrics),
    Row(
      "a PodList with its members in another order", pods, 200, as: json,
      #"{"apiVersion":"v1","kind":"PodList","items":[{}]}"#, .list),
    Row(
      "or with the objects before its kind", pods, 200, as: json,
      #"{"apiVersion":"v1","items":[{"kind":"x","note":"]}\""},{}],"kind":"PodList"}"#, .list),
    Row(
      "one of another version is none", pods, 200, as: json,
      #"{"kind":"PodList","apiVersion":"v2","items":[]}"#, nil),
    Row(
      "nor is one whose version is a page", pods, 200, as: json,
      #"{"kind":"PodList","apiVersion":"this is a honeypot <html>"#, nil),
    Row(
      "a kind further inside names no list", pods, 200, as: json,
      #"{"data":{"kind":"PodList","apiVersion":"v1"}}"#, nil),
    Row(
      "one that a proxy changed", pods, 203, as: json, #"{"kind":"PodList","apiVersion":"v1","items":[]}"#,
      .list),
    Row("a part of one", pods, 206, as: json, #"{"kind":"PodList","apiVersion":"v1","items":[]}"#, .list),
    Row("no content is none", MachineConfigServer.configuration, 204, as: json, "", nil),
    Row("an empty body", pods, 200, as: json, "", .unreadable),
    Row("white space", Kubelet.metrics, 200, as: text, "\n", .unreadable),
    Row("an empty refusal is one", pods, 403, "", nil),
    Row("and so is an empty 404", pods, 404, "", nil),
    Row("health of something else", Etcd.health, 200, #"{"status":"UP"}"#, nil),
    Row("or of a part of it", Etcd.health, 200, #"{"status":{"health":"true"}}"#, nil),
    Row("kube-proxy's mode", KubeProxy.mode, 200, "nftables", .word),
    Row("another word", KubeProxy.mode, 200, "automatic", nil),
    Row("the supervisor's word", Supervisor.ping, 200, "pong", .word),
    Row(
      "certificates", Supervisor.certificates, 200,
      "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", .certificates),
    Row("Ignition that is announced", MachineConfigServer.configuration, 200, as: json, "", .announcedJSON),
    Row("a page that is announced", MachineConfigServer.configuration, 200, "", nil),
    Row(
      "a Status object", KubectlProxy.namespaces, 403, as: json,
      #"{"kind":"Status","apiVersion":"v1","message":"namespaces is forbidden: User \"dev\" cannot list"}"#,
      .statusObject),
  ]

  static func read(_ row: Row) -> ComponentAnswer {
    ComponentAnswer(
      row.question,
      Response(path: row.question.path, status: row.status, headers: [row.field], body: row.body))
  }

  @Test("is told by its form", arguments: rows)
  func content(_ row: Row) {
    #expect(Self.read(row).content == row.content)
  }

  static let unread: [(sentence: String, response: Response, content: AnswerContent?)] = [
    ("cut before its kind", Response(path: "", status: 200, body: #"{"kin"#, endedEarly: true), .unreadable),
    (
      "cut within its version",
      Response(path: "", status: 200, body: #"{"kind":"PodList","apiVersion":"v"#, endedEarly: true),
      .unreadable
    ),
    (
      "cut behind them",
      Response(path: "", status: 200, body: #"{"kind":"PodList","apiVersion":"v1","it"#, endedEarly: true),
      .list
    ),
    ("a broken coding", Response(path: "", status: 200, unreadableCoding: "gzip"), .unreadable),
    (
      "of which too little was kept",
      Response(path: "", status: 200, body: #"{"apiVersion":"v1","items":[{"#, bodyTruncated: true),
      .unreadable
    ),
    (
      "a page of which the beginning was kept",
      Response(path: "", status: 200, body: "<!doctype", bodyTruncated: true), nil
    ),
    (
      "a cut page may have been anything", Response(path: "", status: 200, body: "<!", endedEarly: true),
      .unreadable
    ),
    ("a refusal that was cut is one", Response(path: "", status: 401, body: "Un", endedEarly: true), nil),
  ]

  @Test("what could not be read is told from what was read and is nothing", arguments: unread)
  func unreadBodies(_ row: (sentence: String, response: Response, content: AnswerContent?)) {
    #expect(ComponentAnswer(Self.pods, row.response).content == row.content)
  }

  @Test(
    "408, 429 and 5xx decide as little as silence does, whatever comes with them",
    arguments: [(200, false), (302, false), (401, false), (403, false), (404, false)]
      + [408, 429, 500, 502, 503, 504].map { ($0, true) })
  func decides(status: Int, decidesNothing: Bool) {
    #expect(ComponentAnswer(path: "/pods", status: status).decidesNothing == decidesNothing)
    #expect(
      ComponentAnswer(path: "/pods", status: status, content: .statusObject).decidesNothing == decidesNothing)
    #expect(ComponentAnswer(path: "/pods", status: status, content: .unreadable).decidesNothing)
  }

  @Test("a refusal tells the user that the server takes a stranger for")
  func user() {
    let users = Self.rows.map { Self.read($0).user }
    #expect(Set(users.compactMap(\.self)) == ["system:anonymous", "dev"])
  }

  @Test("a list that was not read to its end has at least so many objects")
  func cut() {
    var counter = ListCounter()
    let body = #"{"kind":"PodList","apiVersion":"v1","items":[{},{},{"#
    counter.take(body.utf8)
    let answer = ComponentAnswer(
      Self.pods, Response(path: "/pods", status: 200, body: body), counter: counter)
    #expect(answer.count == 3)
    #expect(answer.isCut)
  }

  @Test("nothing but GET and HEAD is ever asked, and HEAD last on its connection")
  func methods() {
    for component in Component.allCases {
      let methods = component.questions.map(\.method)
      #expect(methods.dropLast().allSatisfy { $0 == .get })
      #expect(component.questions.allSatisfy { $0.requestTarget.hasPrefix("/") })
    }
  }
}
