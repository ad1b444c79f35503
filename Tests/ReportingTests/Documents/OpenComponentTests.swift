import Exposure
import Foundation
import Pages
import Targets
import Testing

@testable import Reporting

@Suite("Open components in documents")
struct OpenComponentTests {
  static func kubelet(at address: UInt32, label: String? = nil, pods: Int = 3) -> Observation {
    let target = Target.sample(
      "node-\(address)", labels: label.map { [Label(key: "cluster", value: $0)] } ?? [])
    let text = [
      HeaderField(name: "Content-Type", value: "text/plain; charset=utf-8"),
      HeaderField(name: "X-Content-Type-Options", value: "nosniff"),
    ]
    var observation = Observation.sample(
      target: target, address: .v4(0xC000_0200 + address), port: 10250,
      tls: TLSFacts(handshake: .established),
      responses: [
        Response(path: "/version", status: 404, headers: text, body: "404 page not found\n"),
        Response(path: "/healthz", status: 200, headers: text, body: "ok"),
      ])
    observation.componentAnswers = [
      ComponentAnswer(path: "/pods", status: 200, content: .list, count: pods),
      ComponentAnswer(path: "/configz", status: 200, content: .object),
    ]
    return observation
  }

  static func clusters(_ observations: [Observation]) throws -> ClusterCounts {
    var tally = ClusterTally()
    var judge = ObservationJudge(knowing: .builtIn) { observation, assessment in
      tally.add(observation, assessment)
    }
    for observation in observations { try judge.take(observation) }
    try judge.finish()
    return tally.counts
  }

  static let server = Observation.leaking(
    target: .sample("api", labels: [Label(key: "cluster", value: "prod")]))
  static let scan = [server, kubelet(at: 1), kubelet(at: 2, label: "<test>|`x`"), kubelet(at: 3)]

  private func page(_ observations: [Observation]) throws -> String {
    try PageWriter(.sample(), by: MustachePages()).document(
      observations, clusters: Self.clusters(observations))
  }

  @Test(
    "the page tells clusters first, then what strangers get of which cluster's components, then what to do")
  func page() throws {
    let page = try page(Self.scan)
    let sentence = try #require(
      page.firstRange(of: "1 cluster leaks its version; 3 kubelets (2 of 2 clusters) let strangers in."))
    let section = try #require(page.firstRange(of: "Open components</h2>"))
    let work = try #require(page.firstRange(of: "What must be done"))
    #expect(sentence.lowerBound < section.lowerBound)
    #expect(section.lowerBound < work.lowerBound)
    let table = page[section.upperBound..<work.lowerBound]
    #expect(table.components(separatedBy: "<tr role=\"row\">").count == 1 + 1 + 3)
    #expect(table.contains(#"data-title="Cluster">prod<wbr>"#))
    #expect(table.contains("&lt;test&gt;"))
    #expect(!table.contains("<test>"))
    #expect(table.contains(">kubelet</td>"))
    #expect(table.contains("Critical: anyone can list the kubelet&#39;s pods, and run commands in them."))
    #expect(table.contains("authorization.mode: Webhook"))
    #expect(page.contains("<dt>Open components</dt><dd>3</dd>"))
  }

  @Test("a page without one has neither the section nor the figure")
  func none() throws {
    #expect(try !page([Self.server]).contains("Open components"))
  }

  @Test("the page lists the 50 worst and says how many there are, and so does Markdown")
  func bounds() throws {
    let many = (1...60).map { Self.kubelet(at: UInt32($0)) }
    let words = "These are the 50 worst of 60 open components; the CSV report has all."
    #expect(try page(many).contains(words))
    let text = try MarkdownWriter(.sample()).document(many, clusters: Self.clusters(many))
    #expect(text.contains(words))
    #expect(text.split(separator: "\n").filter { $0.contains("| kubelet |") }.count == 50)
  }

  @Test("Markdown has them in a table of their own, with their cluster")
  func markdown() throws {
    let text = try MarkdownWriter(.sample()).document(Self.scan, clusters: Self.clusters(Self.scan))
    let exposed = try #require(text.firstRange(of: "## Exposed endpoints"))
    let section = try #require(text.firstRange(of: "## Open components"))
    #expect(!text[exposed.upperBound..<section.lowerBound].contains("10250"))
    #expect(
      text.contains(
        "| `192.0.2.1:10250` | `node-1` | `prod` | kubelet | `anonymous\\_access`".replacing("\\_", with: "_")
      ))
    #expect(text.contains("<code>&#60;test&#62;&#124;"))
  }

  @Test("metrics count them, and the clusters to which they belong")
  func metrics() throws {
    let text = try MetricsWriter(.sample()).document(Self.scan, clusters: Self.clusters(Self.scan))
    #expect(text.contains("apiexpose_open_components{component=\"kubelet\"} 3\n"))
    #expect(text.contains("apiexpose_clusters_with_open_component{component=\"kubelet\"} 2\n"))
    #expect(text.contains("apiexpose_clusters_with_open_component{component=\"etcd\"} 0\n"))
  }
}
