import Exposure
import Targets
import Fixtures
import Foundation
import Testing

@testable import Reporting

@Suite("SARIF")
struct SARIFWriterTests {
  private func log(_ observations: [Observation], filter: RowSelection = .all) throws -> [String: Any] {
    let text = try SARIFWriter(.sample(filter: filter)).document(observations)
    return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func run(_ observations: [Observation], filter: RowSelection = .all) throws -> [String: Any] {
    try #require((try log(observations, filter: filter)["runs"] as? [[String: Any]])?.first)
  }

  private func results(_ observations: [Observation], filter: RowSelection = .all) throws -> [[String: Any]] {
    try #require(try run(observations, filter: filter)["results"] as? [[String: Any]])
  }

  @Test(
    "is valid against OASIS' schema, whatever strangers send",
    .enabled(
      if: try OutsideTool.pythonWithJSONSchema.isReady, "needs \(OutsideTool.pythonWithJSONSchema)"))
  func schema() async throws {
    let directory = try TemporaryDirectory()
    let python = try #require(OutsideTool.pythonWithJSONSchema.program)
    for (name, observations, most) in [
      ("all", [Observation].ofAllKinds, 25_000), ("none", [], 25_000), ("left out", .ofAllKinds, 10),
    ] {
      let writer = SARIFWriter(.sample(), results: WorstResults(most: most))
      let path = try directory.write(try writer.document(observations), to: "\(name).sarif")
      let outcome = try await python.run([
        "-W", "ignore", "-c",
        "import json, sys, jsonschema; jsonschema.validate(json.load(open(sys.argv[2])), json.load(open(sys.argv[1])))",
        Checkers.sarifSchema, path,
      ])
      #expect(outcome.status == 0, "\(name): \(outcome.errors.suffix(600))")
    }
  }

  @Test("has a rule with help, level and score for every finding")
  func rules() throws {
    let tool = try #require(try run([])["tool"] as? [String: Any])
    let driver = try #require(tool["driver"] as? [String: Any])
    let rules = try #require(driver["rules"] as? [[String: Any]])
    #expect(rules.map { $0["id"] as? String } == FindingID.allCases.map(\.rawValue))
    for rule in rules {
      let help = try #require(rule["help"] as? [String: String])
      #expect(help["text"]?.contains("What to do") == true)
      #expect(help["markdown"]?.contains("**What to do**") == true)
    }
    let scores = rules.map { ($0["properties"] as? [String: Any])?["security-severity"] as? String }
    #expect(scores[0] == "5.5")
    #expect(scores[FindingID.allCases.firstIndex(of: .insecurePort) ?? 0] == "9.5")
  }

  @Test(
    "takes errors, warnings and notes for severities",
    arguments: zip(Severity.allCases, ["note", "note", "note", "warning", "error", "error"]))
  func levels(severity: Severity, level: String) {
    #expect(severity.level == level)
  }

  @Test("gives each finding of each endpoint a result that points at it")
  func results() throws {
    let results = try results([.complete])
    #expect(
      Set(results.compactMap { $0["ruleId"] as? String })
        == Set(assess(.complete).findings.map(\.id.rawValue)))
    let version = try #require(results.first { $0["ruleId"] as? String == "anonymous-version" })
    #expect(version["ruleIndex"] as? Int == 0)
    #expect(version["level"] as? String == "warning")
    let location = try #require((version["locations"] as? [[String: Any]])?.first)
    let physical = try #require(location["physicalLocation"] as? [String: Any])
    #expect(
      (physical["artifactLocation"] as? [String: Any])?["uri"] as? String
        == "targets/api.example.com/6443")
    let properties = try #require(version["properties"] as? [String: Any])
    #expect(properties["url"] as? String == "https://api.example.com:6443/version")
  }

  @Test(
    "names an endpoint by a path in the repository, whatever it is called",
    arguments: [
      ("api.example.com", "targets/api.example.com/6443", "https://api.example.com:6443/version"),
      (nil, "targets/2001%3Adb8%3A%3A1/6443", "https://[2001:db8::1]:6443/version"),
      ("..", "targets/_../6443", "https://..:6443/version"),
      ("a/b?c#d e", "targets/a%2Fb%3Fc%23d%20e/6443", "https://a%2Fb%3Fc%23d%20e:6443/version"),
      ("file:x", "targets/file%3Ax/6443", "https://file:x:6443/version"),
      ("ü", "targets/%C3%BC/6443", "https://%C3%BC:6443/version"),
    ] as [(String?, String, String)])
  func locations(name: String?, uri: String, url: String) throws {
    let target = Target(text: "x", serverName: name)
    let leaking = Observation.leaking(target: target)
    let observation = Observation.sample(
      target: target, address: IPAddress("2001:db8::1"), tls: leaking.tls, responses: leaking.responses)
    let results = try results([observation])
    let version = try #require(results.first { $0["ruleId"] as? String == "anonymous-version" })
    let location = try #require((version["locations"] as? [[String: Any]])?.first)
    let artifact = (location["physicalLocation"] as? [String: Any])?["artifactLocation"] as? [String: Any]
    #expect(artifact?["uri"] as? String == uri)
    #expect((version["properties"] as? [String: Any])?["url"] as? String == url)
  }

  @Test("holds the worst results, the worst first, and counts the rest in a notification")
  func limit() throws {
    let observations = [Observation.leaking(), .leaking(version: "v1.35.1"), .leaking()]
    let all = try results(observations)
    let order = all.compactMap { ($0["properties"] as? [String: Any])?["severity"] as? String }
    #expect(order == order.sorted { Severity(rawValue: $0) ?? .none > Severity(rawValue: $1) ?? .none })
    let notifications = try notifications(of: run(observations))
    #expect(notifications.isEmpty)

    let most = all.count - 2
    let text = try SARIFWriter(.sample(), results: WorstResults(most: most)).document(observations)
    let log = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let kept = try #require(run["results"] as? [[String: Any]])
    #expect(kept.map { $0 as NSDictionary } == all.prefix(most).map { $0 as NSDictionary })
    let notification = try #require(try self.notifications(of: run).first)
    #expect(notification.hasPrefix("2 results left out (2 low), because code scanning accepts no more"))
  }

  private func notifications(of run: [String: Any]) throws -> [String] {
    let invocation = try #require((run["invocations"] as? [[String: Any]])?.first)
    let notifications = invocation["toolExecutionNotifications"] as? [[String: Any]] ?? []
    return notifications.compactMap { ($0["message"] as? [String: String])?["text"] }
  }

  @Test("keeps the fingerprint of a finding through new scans, evidence, labels and order")
  func fingerprints() throws {
    let labelled = Target.sample("192.0.2.1", labels: [Label(key: "a", value: "b")])
    var later = Observation.leaking(target: labelled, version: "v1.35.1")
    later.scannedAt = .sample + 86_400
    let first = try fingerprints([.leaking()])
    let second = try fingerprints([.sample(.refused), later])
    #expect(first["anonymous-version"] != nil)
    #expect(first["anonymous-version"] == second["anonymous-version"])
    #expect(first["anonymous-version"] != first["anonymous-health"])
    var elsewhere = Observation.leaking()
    elsewhere = .sample(
      address: .v4(0xC000_0202), tls: elsewhere.tls, responses: elsewhere.responses)
    #expect(try fingerprints([elsewhere])["anonymous-version"] != first["anonymous-version"])
  }

  private func fingerprints(_ observations: [Observation]) throws -> [String: [String: String]] {
    try results(observations).reduce(into: [:]) { fingerprints, result in
      guard let rule = result["ruleId"] as? String else { return }
      fingerprints[rule] = result["partialFingerprints"] as? [String: String]
    }
  }

  @Test("says nothing of endpoints that the filter leaves out")
  func filter() throws {
    #expect(try results([.leaking()], filter: .lockedDown).isEmpty)
    #expect(try !results([.leaking()], filter: .exposed).isEmpty)
  }

  @Test("has no links and no placeholders in messages, and no huge evidence")
  func hostile() throws {
    let results = try results([
      .hostileLeak("[x](http://evil) {0} \u{202E}"), .hostileLeak(String(repeating: "x", count: 500_000)),
    ])
    for result in results {
      let text = try #require((result["message"] as? [String: String])?["text"])
      #expect(!text.contains("[x]") || text.contains("\\[x\\]"))
      #expect(!text.replacing("{{", with: "").contains("{"))
      #expect(!text.unicodeScalars.contains("\u{202E}"))
      #expect(text.utf8.count < 4000)
    }
    #expect(!results.isEmpty)
  }
}
