import Exposure
import Targets
import Testing

@Suite("Reading a policy")
struct PolicyReadingTests {
  @Test("every key has its place")
  func whole() throws {
    let policy = try Policy.read(
      """
      {"version": 1,
       "exceptions": [
        {"finding": ["anonymous-version", "weak-tls"], "verdict": "version_leak",
         "match": {"target": "a*", "block": ["10.0.0.0/8"], "label": "env=d=1", "cluster": "c", "component": "etcd"},
         "reason": "r", "owner": "o", "ticket": 12, "expires": "2027-03-31"}],
       "severities": [{"finding": "weak-tls", "severity": "high", "reason": "ours"}],
       "expectations": [{"match": {"label": "env=prod"}, "expect": ["locked_down", "closed"], "severity": "critical",
         "undecided": "unexpected", "reason": "prod"}]}
      """)
    let exception = try #require(policy.exceptions.first)
    #expect(exception.subjects.map(\.name) == ["anonymous-version", "weak-tls", "version_leak"])
    #expect(exception.ticket == "12")
    #expect(exception.line == 3)
    #expect(exception.match.labels == [.init(key: "env", value: NameGlob("d=1"))])
    #expect(policy.severities == [SeverityRule([.finding(.weakTLS)], severity: .high)])
    let expectation = try #require(policy.expectations.first)
    #expect(expectation.states == [.posture(.lockedDown), .verdict(.closed)])
    #expect(expectation.countsUndecided)
    #expect(expectation.severity == .critical)
  }

  @Test("a policy of its version alone is one")
  func least() throws {
    #expect(try Policy.read(#"{"version": 1, "exceptions": null}"#) == Policy())
  }

  @Test("all that is wrong is told at once, with lines and columns")
  func several() {
    let problems = Policy.problems(
      """
      {"version": 2,
       "exceptoins": [],
       "exceptions": [
        {"finding": "anonymous-versoin", "match": {}, "expires": "2027-02-30"},
        {"match": {"target": "*", "block": "10.0.0.0/40", "label": "env"}, "reason": " ", "expires": "2027-03-31"},
        {"verdict": "failed", "match": {"componet": "etcd"}, "reason": "r", "expires": "2027-03-31"}
       ],
       "expectations": [{"match": {"target": "*"}, "expect": "unknown"}, 7]}
      """)
    let expected: [(Int, PolicyProblem.Reason)] = [
      (1, .otherVersion("2")),
      (2, .unknownKey("exceptoins", known: ["version", "exceptions", "severities", "expectations"])),
      (4, .missingKey("reason", of: "an exception")), (4, .emptyMatch), (4, .noDay("2027-02-30")),
      (5, .noSubject), (5, .noBlock("10.0.0.0/40")), (5, .noLabel("env")),
      (5, .otherKind(expected: "a text")),
      (6, .notAccepted("failed")), (8, .notExpected("unknown")),
    ]
    for (line, reason) in expected {
      #expect(problems.contains { $0.place?.line == line && $0.reason == reason }, "\(line): \(reason)")
    }
    #expect(problems.count == 14, "\(problems)")
    #expect(problems.compactMap(\.place) == problems.compactMap(\.place).sorted())
  }

  @Test("a hundred problems are told, and the rest is counted")
  func bounded() {
    let rules = Array(repeating: "7", count: 250).joined(separator: ",")
    let problems = Policy.problems(#"{"version": 1, "severities": [\#(rules)]}"#)
    #expect(problems.count == PolicyProblems.most + 1)
    #expect(problems.last?.reason == .more(150))
  }

  @Test("more rules than can be are refused")
  func tooMany() {
    let rules = Array(repeating: "7", count: Policy.mostRules + 1).joined(separator: ",")
    let problems = Policy.problems(#"{"version": 1, "severities": [\#(rules)]}"#)
    #expect(problems.map(\.reason) == [.tooManyRules(Policy.mostRules)])
  }

  static let broken: [(String, DocumentProblem.Reason, DocumentPlace?)] = [
    ("{\n \"version\": 1,,}", .notJSON, DocumentPlace(line: 2, column: 15)),
    (#"{"version": 1, "version": 1}"#, .repeatedKey("version"), DocumentPlace(line: 1, column: 17)),
    (
      String(repeating: #"{"a":"#, count: 40) + "1" + String(repeating: "}", count: 40), .tooDeep,
      DocumentPlace(line: 1, column: 166)
    ),
    (String(repeating: "{", count: 100_000), .notJSON, DocumentPlace(line: 1, column: 2)),
    ("version: 1", .unsupportedYAML, nil),
  ]

  @Test("what cannot be read says where", arguments: broken)
  func malformed(_ text: String, _ reason: DocumentProblem.Reason, _ place: DocumentPlace?) {
    #expect(Policy.problems(text) == [PolicyProblem(.document(reason), at: place)])
  }

  @Test("a byte order mark is passed over, and a text that is too large refused")
  func edges() {
    #expect(Policy.problems("\u{FEFF}{\"version\": 1}").isEmpty)
    let large = "{\"version\": 1" + String(repeating: " ", count: DocumentBounds.largest) + "}"
    #expect(Policy.problems(large).map(\.reason) == [.document(.tooLarge)])
  }
}
