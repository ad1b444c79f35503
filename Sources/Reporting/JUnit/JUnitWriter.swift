import Exposure
import Targets

/// The test report of a pipeline in JUnit's XML: a test case for each endpoint, the worst first.
///
/// There is no standard. The elements are those that Jenkins' schema has (xunit-plugin, junit-10.xsd), which allows
/// properties in a suite and none in a test case; names and times are what GitLab reads (docs.gitlab.com, "Unit test
/// reports"). GitLab takes files below 30 MB, and XML of at most 250,000 objects (gitlab-org/gitlab#507482).
struct JUnitWriter: DocumentWriter {
  /// How many endpoints have test cases.
  static let mostCases = 5000
  /// How many bytes all test cases together take.
  static let mostBytes = 20 << 20

  private let settings: DocumentSettings
  private var cases: WorstFirst<TestCase.Outcome, (outcome: TestCase.Outcome, bytes: [UInt8])>

  init(_ settings: DocumentSettings, most: Int = mostCases) {
    self.settings = settings
    cases = WorstFirst(ranks: TestCase.ranks, most: most, mostBytes: Self.mostBytes)
  }

  mutating func add(_ observation: Observation, _ assessment: Assessment, to bytes: inout [UInt8]) {
    guard settings.filter.admits(observation, assessment) else { return }
    let test = TestCase(observation, assessment, failingOn: settings.context.failOn)
    cases.add(test.outcome, rank: test.rank) {
      var bytes: [UInt8] = []
      test.write(to: &bytes)
      return ((test.outcome, bytes), bytes.count)
    }
  }

  mutating func finish(_ summary: Summary, to bytes: inout [UInt8]) {
    let elements = cases.elements
    func count(_ outcome: TestCase.Outcome) -> Int { elements.count { $0.outcome == outcome } }
    let time =
      summary.period.map { SecondsText.text(milliseconds: Int64(min($0.duration * 1000, 1e15))) } ?? "0.000"
    let counts =
      "tests=\"\(elements.count)\" failures=\"\(count(.failed))\" errors=\"\(count(.error))\""
    bytes += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8
    bytes += "<testsuites name=\"apiexpose\" \(counts) time=\"\(time)\">\n".utf8
    bytes += "  <testsuite name=\"apiexpose\" \(counts) skipped=\"\(count(.skipped))\" time=\"\(time)\"".utf8
    // Ant's form has no zone; it is UTC.
    if let start = summary.period?.start {
      bytes += " timestamp=\"\(Timestamp.text(start).dropLast())\"".utf8
    }
    bytes += ">\n    <properties>\n".utf8
    for (name, value) in properties(summary) {
      bytes += "      <property name=\"\(name)\" value=\"\(XMLText.escaped(value, limit: 2048))\"/>\n".utf8
    }
    bytes += "    </properties>\n".utf8
    for element in elements { bytes += element.bytes }
    bytes += "  </testsuite>\n</testsuites>\n".utf8
  }

  private func properties(_ summary: Summary) -> [(name: String, value: String)] {
    let conditions = settings.context.failOn.isEmpty ? [.exposed] : settings.context.failOn
    let left = TestCase.Outcome.allCases.map { (outcome: $0, count: cases.leftOut[$0] ?? 0) }
    return [
      ("apiexpose_version", settings.context.toolVersion),
      ("knowledge_date", settings.context.knowledge.asOf.description),
      ("summary", summary.sentence),
      ("fails_on", conditions.map(\.name).joined(separator: " ")),
      ("endpoints", String(summary.endpoints)),
      ("clusters", String(summary.clusters)),
      ("clusters_exposed", String(summary.clusters(in: .exposed))),
      ("endpoints_left_out", String(left.reduce(0) { $0 + $1.count })),
      ("failed_endpoints_left_out", String(cases.leftOut[.failed] ?? 0)),
    ].filter { !$0.1.isEmpty }
  }
}
