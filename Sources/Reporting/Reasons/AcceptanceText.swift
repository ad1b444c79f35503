import Exposure
import Targets

/// What somebody has accepted of an endpoint, as a cell: `anonymous-version until 2027-03-31: a public demo (team-web,
/// SEC-12)`, one for each exception.
enum AcceptanceText {
  /// The text; nil where nothing is accepted. It holds text of people, and is to be sanitised where it is shown.
  static func text(_ assessment: Assessment) -> String? {
    let grouped = grouped(assessment)
    guard !grouped.isEmpty else { return nil }
    return grouped.map { exception, subjects in
      "\(subjects.map(\.name).joined(separator: ", ")) until \(exception.expires): \(justification(exception))"
    }.joined(separator: "; ")
  }

  /// Why, who and where: `a public demo (team-web, SEC-12)`.
  static func justification(_ exception: PolicyException) -> String {
    let names = [exception.owner, exception.ticket].compactMap(\.self).map(\.inOneLine)
    let reason = exception.reason.inOneLine
    return names.isEmpty ? reason : "\(reason) (\(names.joined(separator: ", ")))"
  }

  private static func grouped(
    _ assessment: Assessment
  ) -> [(exception: PolicyException, subjects: [PolicySubject])] {
    var grouped: [(place: Int, exception: PolicyException, subjects: [PolicySubject])] = []
    for acceptance in assessment.policy?.acceptances ?? [] {
      if let index = grouped.firstIndex(where: { $0.place == acceptance.place }) {
        grouped[index].subjects.append(acceptance.subject)
      } else {
        grouped.append((acceptance.place, acceptance.exception, [acceptance.subject]))
      }
    }
    return grouped.map { ($0.exception, $0.subjects) }
  }

  /// What a policy says of an endpoint as a cell of the table, that it is not as expected and that all of it is accepted, or a
  /// part: in full, and shorter and shorter for narrow terminals; empty where it says nothing.
  static func cell(_ assessment: Assessment) -> [String] {
    let isUnexpected = assessment.openFindings.contains { $0.id == .unexpectedPosture }
    guard let expires = assessment.acceptedUntil else {
      return isUnexpected ? ["unexpected"] : []
    }
    let (whole, part) = assessment.openSeverity <= .info ? ("accepted ", "") : ("partly accepted ", "partly ")
    let forms = ["\(whole)until \(expires)", "\(part)until \(expires)"]
    return isUnexpected
      ? forms.map { "unexpected, \($0)" } + ["unexpected"] : forms + [part.isEmpty ? "accepted" : "partly"]
  }
}

extension Acceptance {
  var finding: FindingID? { if case .finding(let finding) = subject { finding } else { nil } }
  var verdict: Verdict? { if case .verdict(let verdict) = subject { verdict } else { nil } }
}
