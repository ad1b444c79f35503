import Exposure
import Targets

/// An endpoint as a test: that it is not exposed, or does not meet what `--fail-on` names.
struct TestCase {
  /// How a test ended.
  enum Outcome: String, CaseIterable {
    case passed, failed, error, skipped
  }

  let outcome: Outcome
  private let observation: Observation
  private let assessment: Assessment

  /// How much of a line a test case shows, in Unicode scalars.
  private static let longestLine = 1024

  /// The test of an endpoint.
  /// - Parameter conditions: What makes it fail; that it is exposed where there are none.
  init(_ observation: Observation, _ assessment: Assessment, failingOn conditions: [FailureCondition]) {
    self.observation = observation
    self.assessment = assessment
    let conditions = conditions.isEmpty ? [.exposed] : conditions
    outcome =
      if conditions.contains(where: { $0.isMet(by: assessment) }) {
        .failed
      } else {
        switch assessment.posture {
        case .exposed, .restricted, .lockedDown, .other: .passed
        case .unreachable: .skipped
        case .unknown: assessment.verdict == .failed ? .error : .skipped
        }
      }
  }

  /// Its place among all test cases, from 0, the highest the worst: what failed first, then errors.
  var rank: Int {
    switch outcome {
    case .failed: 2 * Assessment.ranks + assessment.rank
    case .error: Assessment.ranks + assessment.rank
    case .passed, .skipped: assessment.rank
    }
  }

  /// How many ranks there are.
  static let ranks = 3 * Assessment.ranks

  /// The element.
  func write(to bytes: inout [UInt8]) {
    bytes +=
      "    <testcase classname=\"apiexpose.exposure\" name=\"\(XMLText.escaped(name, limit: 512))\"".utf8
    if let time = (observation.elapsed ?? observation.latency)?.wholeMilliseconds {
      bytes += " time=\"\(SecondsText.text(milliseconds: time))\"".utf8
    }
    bytes += ">\n".utf8
    let element = outcome.element
    bytes += "      <\(element)".utf8
    if outcome != .passed {
      bytes +=
        " type=\"\(assessment.verdict.rawValue)\" message=\"\(XMLText.escaped(message, limit: Self.longestLine))\""
        .utf8
    }
    bytes += ">".utf8
    bytes += lines.map { XMLText.escaped($0, limit: Self.longestLine) }.joined(separator: "\n").utf8
    bytes += "</\(element)>\n    </testcase>\n".utf8
  }

  /// What it is called in every scan, so that a pipeline can tell what is new.
  private var name: String {
    let endpoint = observation.endpoint
    let target = endpoint.target.text
    let place = endpoint.description
    return target == place ? place : "\(target) at \(place)"
  }

  private var message: String {
    let reason = SeverityReason.sentence(observation, assessment)
    let failure = observation.failureSentence
    let text = outcome == .failed || failure.isEmpty ? reason : failure
    return text.isEmpty ? assessment.verdict.rawValue : text
  }

  /// What is known of the endpoint, a line each.
  private var lines: [String] {
    func line(_ name: String, _ text: String?) -> String? {
      guard let text, !text.isEmpty else { return nil }
      return "\(name): \(text)"
    }
    let labels = observation.endpoint.target.labels.map(\.text)
    let facts = [
      line("verdict", "\(assessment.verdict.rawValue) (\(assessment.posture.rawValue))"),
      line("severity", assessment.severity.rawValue),
      line("labels", CellList.text(labels, within: Self.longestLine)),
      line("component", assessment.component?.rawValue),
      line("version", assessment.version?.gitVersion),
      line("cluster", ClusterIdentifier.text(observation, assessment)),
      line("reason", SeverityReason.sentence(observation, assessment)),
      line("remedy", FirstRemedy.sentence(observation, assessment)),
      line("error", observation.failureSentence),
      line("scanned", Timestamp.text(observation.scannedAt)),
    ].compactMap(\.self)
    return facts
      + assessment.findings.map { "finding \($0.id.rawValue) (\($0.severity.rawValue)): \($0.evidence)" }
  }
}

extension TestCase.Outcome {
  /// The element that tells it; the output of the test where nothing is wrong.
  fileprivate var element: String {
    switch self {
    case .passed: "system-out"
    case .failed: "failure"
    case .error: "error"
    case .skipped: "skipped"
    }
  }
}

/// Seconds as test reports write them: `0.031`.
enum SecondsText {
  static func text(milliseconds: Int64) -> String {
    let time = max(0, milliseconds)
    let fraction = String(time % 1000)
    return "\(time / 1000).\(String(repeating: "0", count: 3 - fraction.utf8.count))\(fraction)"
  }
}
