import Fixtures
import Foundation
import Testing

@Suite("What is shipped for Prometheus and Grafana")
struct MonitoringTests {
  private static let folder = DocumentationPage.root.appending(path: "Deploy")
  private static let rules = folder.appending(path: "prometheus/alerts.yaml")
  private static let ruleTests = folder.appending(path: "prometheus/alerts.test.yaml")

  /// The metrics that docs/output.md describes, which are those that are written (`DocumentationTests`).
  private static func metrics() throws -> Set<String> {
    let page = try DocumentationPage(path: "docs/output.md").text()
    return Set(page.matches(of: /\n\| `(apiexpose_[a-z_]+)` \|/).map { String($0.1) })
  }

  private static func metrics(in expression: String) -> Set<String> {
    Set(expression.matches(of: /apiexpose_[a-z_]+/).map { String($0.0) })
  }

  @Test(
    "the rules are valid, and their tests pass",
    .enabled(if: try OutsideTool.promtool.isReady, "needs \(OutsideTool.promtool)"))
  func alerts() async throws {
    let promtool = try #require(OutsideTool.promtool.program)
    let check = try await promtool.run(["check", "rules", Self.rules.path])
    #expect(check.status == 0, "\(check.errors)")
    let test = try await promtool.run(["test", "rules", Self.ruleTests.path])
    #expect(test.status == 0, "\(test.output)\(test.errors)")
  }

  @Test("each alert has a test in which it fires, and asks only for metrics that there are")
  func coverage() throws {
    let text = try String(contentsOf: Self.rules, encoding: .utf8)
    let alerts = text.matches(of: /- alert: (\w+)/).map { String($0.1) }
    #expect(alerts.count == 14)
    let tests = try String(contentsOf: Self.ruleTests, encoding: .utf8)
    let firing = Set(tests.matches(of: /alertname: (\w+)\n +exp_alerts:\n/).map { String($0.1) })
    #expect(alerts.filter { !firing.contains($0) } == [])
    let asked = Self.metrics(in: text)
    #expect(asked.count > 8)
    #expect(asked.subtracting(try Self.metrics()) == [])
    // A misspelt verdict or finding would never fire.
    let values = text.matches(of: /(?:verdict|finding|posture|severity)=~?"([a-z_|-]+)"/).flatMap {
      $0.1.split(separator: "|").map(String.init)
    }
    let page = Set(try DocumentationPage(path: "docs/verdicts.md").codeSpans())
    #expect(values.filter { !page.contains($0) } == [])
  }

  @Test("the dashboard is of Grafana's classic model: panels that do not overlap, each with a query")
  func dashboard() throws {
    let data = try Data(contentsOf: Self.folder.appending(path: "grafana/apiexpose.json"))
    let dashboard = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    // Grafana, "Dashboard JSON model": the fields of a new dashboard.
    for field in [
      "id", "uid", "title", "tags", "timezone", "editable", "graphTooltip", "panels", "time", "timepicker",
      "templating", "annotations", "refresh", "schemaVersion", "version", "links",
    ] {
      #expect(dashboard[field] != nil, "\(field)")
    }
    #expect(dashboard["id"] is NSNull)
    let uid = try #require(dashboard["uid"] as? String)
    #expect((8...40).contains(uid.count))
    let panels = try #require(dashboard["panels"] as? [[String: Any]])
    #expect(panels.count > 10)
    #expect(Set(panels.compactMap { $0["id"] as? Int }).count == panels.count)
    var taken: Set<[Int]> = []
    for panel in panels {
      let title = try #require(panel["title"] as? String)
      #expect(["stat", "timeseries", "table", "bargauge"].contains(panel["type"] as? String ?? ""))
      let place = try #require(panel["gridPos"] as? [String: Int])
      let (x, y) = (try #require(place["x"]), try #require(place["y"]))
      let (width, height) = (try #require(place["w"]), try #require(place["h"]))
      #expect(x >= 0 && width > 0 && x + width <= 24 && height > 0, "\(title)")
      for column in x..<x + width {
        for row in y..<y + height { #expect(taken.insert([column, row]).inserted, "\(title) overlaps") }
      }
      let targets = try #require(panel["targets"] as? [[String: Any]])
      #expect(!targets.isEmpty)
      #expect(Set(targets.compactMap { $0["refId"] as? String }).count == targets.count)
      for target in targets {
        #expect((target["datasource"] as? [String: String])?["uid"] == "${datasource}", "\(title)")
      }
    }
  }

  /// The queries of the dashboard, those of its variables among them.
  private static func queries() throws -> [String] {
    let data = try Data(contentsOf: folder.appending(path: "grafana/apiexpose.json"))
    let dashboard = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let panels = try #require(dashboard["panels"] as? [[String: Any]])
    return panels.flatMap { $0["targets"] as? [[String: Any]] ?? [] }.compactMap { $0["expr"] as? String }
  }

  @Test("the dashboard asks for every metric, and for none that there is not")
  func dashboardMetrics() throws {
    let asked = Self.metrics(in: try Self.queries().joined(separator: "\n"))
    #expect(asked == (try Self.metrics()))
    let data = try Data(contentsOf: Self.folder.appending(path: "grafana/apiexpose.json"))
    let all = Self.metrics(in: String(decoding: data, as: UTF8.self))
    #expect(all.subtracting(try Self.metrics()) == [])
  }

  @Test(
    "the queries of the dashboard are PromQL",
    .enabled(if: try OutsideTool.promtool.isReady, "needs \(OutsideTool.promtool)"))
  func promQL() async throws {
    let directory = try TemporaryDirectory()
    let rules = try Self.queries().enumerated().map { index, query in
      let text = String(decoding: try JSONSerialization.data(withJSONObject: [query]), as: UTF8.self)
      return "      - record: q:\(index)\n        expr: \(text.dropFirst().dropLast())\n"
    }
    #expect(rules.count > 12)
    let file = try directory.write(
      "groups:\n  - name: q\n    rules:\n\(rules.joined())", to: "rules.yaml")
    let outcome = try await #require(OutsideTool.promtool.program).run(["check", "rules", file])
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
  }
}
