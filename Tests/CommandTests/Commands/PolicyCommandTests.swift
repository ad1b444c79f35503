import Exposure
import Fixtures
import Foundation
import Reporting
import SimulatedFleet
import Testing

@testable import CommandSupport

@Suite("apiexpose policy", .timeLimit(.minutes(10)))
struct PolicyCommandTests {
  private static func policy(expires: String = "2999-12-31", match: String = "target: \"*\"") -> String {
    """
    # Ours.
    version: 1
    exceptions:
      # The demo.
      - finding: anonymous-version
        match: {\(match)}
        reason: >
          a public
          demo
        owner: team-web
        expires: \(expires)
      # The last one.

    expectations:
      - match: {label: server=anonymous-disabled}
        expect: locked_down
    """
  }

  /// Scans a leaking and a locked-down server under a policy.
  private func scanned(
    _ policy: String, _ options: [String] = [],
    _ body: (TemporaryDirectory, Program.Outcome) async throws -> Void
  ) async throws {
    try await withFleet([.kubeadmDefault, .anonymousDisabled]) { servers in
      let directory = try TemporaryDirectory()
      let list = try directory.write(servers.targetList, to: "targets.txt")
      let file = try directory.write(policy, to: "policy.yaml")
      try await body(
        directory,
        try await Command.run(
          ["scan", list, "--policy", file, "-o", directory.file("a.csv"), "-o", directory.file("a.jsonl")]
            + options))
    }
  }

  @Test("what is accepted does not end a scan with status 1, and stays in its rows")
  func accepted() async throws {
    try await scanned(Self.policy(), ["--fail-on", "exposed"]) { directory, outcome in
      #expect(outcome.status == 0, "\(outcome.errors)")
      let report = Report(directory.text("a.csv") ?? "")
      #expect(report["accepted"].first?.hasSuffix("until 2999-12-31: a public demo (team-web)") == true)
      #expect(report["accepted"].last == "")
      #expect(report["verdict"] == ["version_leak", "locked_down"])
      #expect(outcome.output.contains("is accepted."))
      let again = try await Command.run("report", directory.file("a.jsonl"), "-q", "--fail-on", "exposed")
      #expect(again.status == 1)
      let under = try await Command.run(
        "report", directory.file("a.jsonl"), "-q", "--fail-on", "exposed", "--policy",
        directory.file("policy.yaml"))
      #expect(under.status == 0)
    }
  }

  @Test("an exception that has expired counts again and says so")
  func expired() async throws {
    try await scanned(Self.policy(expires: "2026-01-01"), ["--fail-on", "exposed"]) { _, outcome in
      #expect(outcome.status == 1)
      #expect(
        outcome.errors.contains(
          "1 exception of the policy has expired; what it accepted counts again: anonymous-version on "))
      #expect(outcome.errors.contains("policy.yaml:"), "\(outcome.errors)")
    }
  }

  @Test("an exception that matches nothing is told after a whole scan, and not with --only")
  func unused() async throws {
    for (options, isTold) in [([], true), (["--only", "exposed"], false), (["--shard", "1/2"], false)] {
      try await scanned(Self.policy(match: "target: nobody.example.com"), options) { _, outcome in
        #expect(outcome.errors.contains("matches nothing") == isTold, "\(options): \(outcome.errors)")
      }
    }
  }

  @Test("an expectation that is not met is a finding")
  func unexpected() async throws {
    let policy = """
      version: 1
      expectations:
        - {match: {target: "*"}, expect: locked_down, severity: critical}
      """
    try await scanned(policy, ["--fail-on", "critical"]) { directory, outcome in
      #expect(outcome.status == 1)
      let report = Report(directory.text("a.csv") ?? "")
      #expect(report["findings"].map { $0.contains("unexpected-posture") } == [true, false])
      #expect(report["reason"].first?.contains("expected locked_down, found version_leak") == true)
      #expect(outcome.output.contains("1 endpoint is not as expected."), "\(outcome.output)")
    }
  }

  @Test("check tells all mistakes with status 65, and a missing file with 66")
  func mistakes() async throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write(
      "version: 1\nexceptions:\n  - findng: weak-tls\n    match: {target: \"*\"}\n    expires: soon\n",
      to: "p.yaml")
    for arguments in [["policy", "check", file], ["scan", "127.2.3.1:1", "--policy", file]] {
      let outcome = try await Command.run(arguments)
      #expect(outcome.status == 65)
      #expect(
        outcome.errors.contains("p.yaml:3:5: there is no key findng; did you mean finding?"),
        "\(outcome.errors)")
      #expect(outcome.errors.contains("p.yaml:3:5: an exception has to have the key reason"))
      #expect(outcome.errors.contains("p.yaml:5:14: `soon` is not a date; write it as 2027-03-31"))
    }
    #expect(try await Command.run("policy", "check", directory.file("none")).status == 66)
  }

  @Test("check says what a policy holds, and what it would match")
  func check() async throws {
    try await scanned(Self.policy(), ["-q"]) { directory, _ in
      let outcome = try await Command.run(
        "policy", "check", directory.file("policy.yaml"), "--results", directory.file("a.jsonl"))
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.lines.first?.hasSuffix("1 exception, 0 severities, 1 expectation.") == true)
      #expect(outcome.output.contains("; matches 1 endpoint\n"))
      #expect(outcome.output.contains("Of 2 endpoints: 1 risk on 1 endpoint is accepted.\n"))
      #expect(outcome.output.contains("0 endpoints are not as expected."))
    }
  }

  @Test("check names expectations that no endpoint fits")
  func idleExpectations() async throws {
    try await scanned(Self.policy(), ["-q"]) { directory, _ in
      let more =
        "\n  - match: {label: env=nowhere}\n    expect: [closed, filtered]\n    undecided: unexpected\n"
      let file = try directory.write(Self.policy() + more, to: "more.yaml")
      let outcome = try await Command.run("policy", "check", file, "--results", directory.file("a.jsonl"))
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(
        outcome.lines.contains("  expected  line 15: locked_down; applies to 1 endpoint"),
        "\(outcome.output)")
      #expect(outcome.lines.contains("  expected  line 17: closed or filtered; matches nothing"))
    }
  }

  @Test("add puts an exception behind the last one, and keeps the rest byte for byte")
  func add() async throws {
    let directory = try TemporaryDirectory()
    for (name, text) in [
      ("lf.yaml", Self.policy()), ("crlf.yaml", Self.policy().replacing("\n", with: "\r\n")),
    ] {
      let file = try directory.write(text, to: name)
      let outcome = try await Command.run(
        "policy", "add", file, "--target", "*.x.test", "--verdict", "health_only", "--reason", "say \"hi\"",
        "--expires", "2099-03-31")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let added = try #require(directory.text(name))
      let end = name == "lf.yaml" ? "\n" : "\r\n"
      let stanza = [
        "  - verdict: health_only", "    match:", "      target: \"*.x.test\"",
        "    reason: \"say \\\"hi\\\"\"",
        "    expires: 2099-03-31",
      ].map { $0 + end }.joined()
      let place = try #require(added.range(of: stanza), "\(added)")
      #expect(added.replacingCharacters(in: place, with: "") == text)
      #expect(added[place.upperBound...].hasPrefix("  # The last one."))
    }
  }

  static let files: [(String, String)] = [
    ("version: 1\n", "version: 1\nexceptions:\n"), ("version: 1", "version: 1\nexceptions:\n"),
    ("version: 1\nexceptions:\n", "version: 1\nexceptions:\n"),
    ("version: 1\nexceptions: # none\nseverities: []\n", "version: 1\nexceptions: # none\n"),
    ("version: 1\nexceptions: []\n", "version: 1\nexceptions:\n  - "),
    ("exceptions: [ ] # none\nversion: 1\n", "exceptions: # none\n  - "),
    ("", "version: 1\nexceptions:\n  - "),
    ("{}\n", "version: 1\nexceptions:\n  - "), ("# ours\n", "# ours\nversion: 1\nexceptions:\n  - "),
    ("\n \n", "version: 1\nexceptions:\n  - "),
    (
      "exceptions:\n- verdict: forbidden\n  match: {target: a}\n  reason: |\n    # a\n  expires: 2027-01-01\nversion: 1\n",
      "exceptions:\n- verdict: forbidden\n  match: {target: a}\n  reason: |\n    # a\n  expires: 2027-01-01\n"
    ),
  ]

  @Test("add finds its place in a policy of any form", arguments: files)
  func places(_ text: String, _ before: String) async throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write(text, to: "p.yaml")
    let outcome = try await Command.run(
      "policy", "add", file, "--target", "b", "--finding", "weak-tls", "--reason", "r", "--expires",
      "2099-03-31")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let added = try #require(directory.text("p.yaml"))
    #expect(added.hasPrefix(before), "\(added)")
    #expect(try PolicyFile.read(file).policy.exceptions.last?.subjects == [.finding(.weakTLS)])
  }

  @Test("add leaves a file alone in which it finds no place, and says what to write")
  func unplaced() async throws {
    let directory = try TemporaryDirectory()
    for (text, stanza) in [
      ("{\"version\": 1}", "\"finding\": \"weak-tls\""),
      ("version: 1\nexceptions: [\n]\n", "- finding: weak-tls"),
    ] {
      let file = try directory.write(text, to: "p.yaml")
      let outcome = try await Command.run(
        "policy", "add", file, "--target", "b", "--finding", "weak-tls", "--reason", "r", "--expires",
        "2099-03-31")
      #expect(outcome.status == 65)
      #expect(outcome.errors.contains(stanza), "\(outcome.errors)")
      #expect(directory.text("p.yaml") == text)
    }
  }

  @Test(
    "add makes JSON of a file that is called so, where it is empty or not there", arguments: [nil, "", "{}"])
  func json(text: String?) async throws {
    let directory = try TemporaryDirectory()
    let file = directory.file("p.json")
    if let text { _ = try directory.write(text, to: "p.json") }
    let outcome = try await Command.run(
      "policy", "add", file, "--target", "b", "--finding", "weak-tls", "--reason", "a \"b\"\\\u{1}",
      "--owner", "o",
      "--expires", "2099-03-31")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(directory.text("p.json")?.hasPrefix("{\n  \"version\": 1,\n") == true)
    let exception = try #require(try PolicyFile.read(file).policy.exceptions.first)
    #expect(exception.reason == "a \"b\"\\\u{1}" && exception.owner == "o" && exception.ticket == nil)
  }

  @Test("add without a file prints the lines, makes a file that is not there, and refuses what no row shows")
  func addTo() async throws {
    try await scanned(Self.policy(), ["-q"]) { directory, _ in
      let base = [
        "--reason", "r", "--expires", "2099-03-31", "--from", directory.file("a.jsonl"), "--target", "127.*",
      ]
      let printed = try await Command.run(["policy", "add", "--finding", "anonymous-version"] + base)
      #expect(printed.lines.first == "  - finding: anonymous-version")
      let file = directory.file("new.yaml")
      #expect(
        try await Command.run(["policy", "add", file, "--finding", "anonymous-version"] + base).status == 0)
      #expect(try PolicyFile.read(file).policy.exceptions.count == 1)
      let none = try await Command.run(["policy", "add", file, "--finding", "etcd-open"] + base)
      #expect(none.status == 65)
      #expect(none.errors.contains("has etcd-open on 127.*"))
      let wrong = try await Command.run(["policy", "add", "--finding", "anonymus-version"] + base)
      #expect(wrong.status == 64)
      #expect(wrong.errors.contains("did you mean anonymous-version?"))
    }
  }

  @Test("add refuses a day that is over")
  func past() async throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write("version: 1\n", to: "p.yaml")
    let outcome = try await Command.run(
      "policy", "add", file, "--target", "b", "--finding", "weak-tls", "--reason", "r", "--expires",
      "2026-11-01")
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("--expires: 2026-11-01 is over (UTC)"))
    #expect(directory.text("p.yaml") == "version: 1\n")
  }

  static let repeated: [(finding: String, day: String, count: Int, said: String?)] = [
    (
      "weak-tls", "2098-12-31", 1,
      "p.yaml:3: weak-tls is accepted there on the same target until 2098-12-31; nothing is added"
    ),
    ("weak-tls", "2097-12-31", 1, "until 2098-12-31; nothing is added"),
    ("weak-tls", "2099-12-31", 2, "until 2098-12-31; that exception is of no more use"),
    ("internal-names", "2098-12-31", 2, nil),
  ]

  @Test("add tells of an exception that the file has already", arguments: repeated)
  func repeats(_ row: (finding: String, day: String, count: Int, said: String?)) async throws {
    let directory = try TemporaryDirectory()
    let text =
      "version: 1\nexceptions:\n  - finding: weak-tls\n    match: {target: b}\n    reason: r\n    expires: 2098-12-31\n"
    let file = try directory.write(text, to: "p.yaml")
    let outcome = try await Command.run(
      "policy", "add", file, "--target", "b", "--finding", row.finding, "--reason", "r", "--expires", row.day)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try PolicyFile.read(file).policy.exceptions.count == row.count)
    #expect(row.count > 1 || directory.text("p.yaml") == text)
    #expect(row.said.map(outcome.errors.contains) ?? outcome.errors.isEmpty, "\(outcome.errors)")
  }

  static let forms: [(String, isValid: Bool)] = [
    (#"{"version": 1}"#, true),
    (
      #"{"version": 1, "exceptions": [{"finding": ["weak-tls"], "verdict": "forbidden", "match": {"target": "*", "block": ["10.0.0.0/8"], "label": "a=b", "cluster": "c", "component": ["etcd"]}, "reason": "r", "owner": "o", "ticket": 7, "expires": "2027-03-31"}]}"#,
      true
    ),
    (
      #"{"version": 1, "severities": [{"finding": "weak-tls", "severity": "none"}], "expectations": [{"match": {"label": "a=b"}, "expect": ["locked_down", "closed"], "severity": "high", "undecided": "unexpected"}]}"#,
      true
    ),
    (#"{}"#, false), (#"{"version": 2}"#, false), (#"{"version": 1, "exception": []}"#, false),
    (
      #"{"version": 1, "exceptions": [{"finding": "weak-tls", "match": {"target": "*"}, "expires": "2027-03-31"}]}"#,
      false
    ),
    (
      #"{"version": 1, "exceptions": [{"match": {"target": "*"}, "reason": "r", "expires": "2027-03-31"}]}"#,
      false
    ),
    (
      #"{"version": 1, "exceptions": [{"finding": "weak-tls", "match": {}, "reason": "r", "expires": "2027-03-31"}]}"#,
      false
    ),
    (
      #"{"version": 1, "exceptions": [{"verdict": "failed", "match": {"target": "*"}, "reason": "r", "expires": "2027-03-31"}]}"#,
      false
    ),
    (#"{"version": 1, "expectations": [{"match": {"target": "*"}, "expect": "unknown"}]}"#, false),
    (#"{"version": 1, "severities": [{"finding": "weak-tls", "severity": "bad"}]}"#, false),
  ]

  @Test(
    "the JSON Schema in docs takes what apiexpose takes",
    .enabled(if: try OutsideTool.pythonWithJSONSchema.isReady, "needs \(OutsideTool.pythonWithJSONSchema)"),
    arguments: forms)
  func schema(_ form: String, _ isValid: Bool) async throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write(form, to: "p.json")
    let outcome = try await #require(OutsideTool.pythonWithJSONSchema.program).run([
      "-W", "ignore", "-c",
      "import json, sys, jsonschema; jsonschema.validate(json.load(open(sys.argv[2])), json.load(open(sys.argv[1])))",
      DocumentationPage.root.appending(path: "docs/policy.schema.json").path, file,
    ])
    #expect((outcome.status == 0) == isValid, "\(outcome.errors.suffix(400))")
    #expect(((try? PolicyFile.read(file)) != nil) == isValid)
  }

  @Test("the JSON Schema names every finding, verdict, component and severity")
  func words() throws {
    let data = try Data(contentsOf: DocumentationPage.root.appending(path: "docs/policy.schema.json"))
    let schema = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
    func words(_ name: String) -> [String]? { definitions[name]?["enum"] as? [String] }
    #expect(words("finding") == FindingID.allCases.map(\.rawValue))
    #expect(words("verdict") == Verdict.allCases.map(\.rawValue))
    #expect(words("component") == Component.allCases.map(\.rawValue))
    #expect(words("severity") == Severity.allCases.map(\.rawValue))
  }

  @Test("the example of docs/policy.md is a policy")
  func example() throws {
    let text = try DocumentationPage(path: "docs/policy.md").text()
    let example = try #require(text.firstMatch(of: /```yaml\n((?:.|\n)*?)```/)?.1)
    let directory = try TemporaryDirectory()
    let policy = try PolicyFile.read(try directory.write(String(example), to: "p.yaml")).policy
    #expect(policy.exceptions.count == 1 && policy.severities.count == 1 && policy.expectations.count == 1)
  }
}
