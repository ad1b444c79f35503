import Exposure

/// Explanations as text for a terminal.
public struct ExplanationText: Sendable {
  private let layout: Paragraphs

  /// Explanations in this layout.
  public init(layout: Paragraphs) {
    self.layout = layout
  }

  /// One line for each identifier.
  public static var index: String {
    let verdicts = Verdict.allCases.map(Explanation.of(verdict:))
    let findings = FindingID.allCases.map(Explanation.of(finding:))
    let width = (verdicts + findings).map(\.id.count).max() ?? 0
    let list = { (explanations: [Explanation]) in
      explanations.map { explanation in
        "  \(explanation.id)\(String(repeating: " ", count: width - explanation.id.count))  \(explanation.title)\n"
      }.joined()
    }
    return "VERDICTS\n\(list(verdicts))\nFINDINGS\n\(list(findings))"
  }

  /// All of an explanation.
  public func whole(_ explanation: Explanation) -> String {
    let others = Verdict(rawValue: explanation.id)?.otherComponents.map { $0 + "\n\n" } ?? ""
    return "\(explanation.id): \(explanation.title)\n"
      + explanation.parts.enumerated().map { place, part in
        "\n\(part.title)\n" + layout.wrapped((place == 0 ? others : "") + part.text, indent: 2)
      }.joined()
  }
}

extension Explanation {
  static let remedyTitle = "WHAT TO DO"

  /// Its parts under their titles.
  var parts: [(title: String, text: String)] {
    [
      ("WHAT IT MEANS", meaning), ("HOW IT IS USED", attack), ("HOW TO CHECK IT", check),
      (Self.remedyTitle, remedy),
    ]
  }
}
