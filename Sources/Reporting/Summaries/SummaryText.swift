import Exposure
import Targets

extension Summary {
  /// The summary for a terminal: the sentence, then the counts by posture, verdict and severity, and targets that are one
  /// cluster. Ends in a line feed.
  public func text(colour: ColourMode = .plain) -> String {
    var lines = [colour.paint(sentence, .bold)]
    guard endpoints > 0 else { return lines[0] + "\n" }
    lines.append("")
    let postures = Posture.allCases.filter { count($0) > 0 }
    lines.append("  \(padded("", to: 11))  clusters  endpoints")
    for posture in postures {
      let verdicts = Verdict.allCases.filter { $0.posture == posture && count($0) > 0 }
      let name = padded(posture.rawValue, to: 11)
      let clusters = clusters(in: posture)
      let total =
        Self.right(clusters > 0 ? grouped(clusters) : "", in: 8) + "  "
        + Self.right(grouped(count(posture)), in: 9)
      let parts = verdicts.map { "\(grouped(count($0))) \($0.rawValue)" }.joined(separator: ", ")
      lines.append("  \(colour.paint(name, Paint(posture)))  \(total)  \(parts)")
    }
    let severities = Severity.allCases.reversed().filter { $0 != .none && count($0) > 0 }
    if !severities.isEmpty {
      let parts = severities.map { "\(grouped(count($0))) \($0.rawValue)" }.joined(separator: ", ")
      lines.append("  \(padded("severity", to: 11))  \(parts)")
    }
    lines.append("  \(padded("scanned", to: 11))  \(scanned)")
    for (index, sentence) in clusterSentences.enumerated() {
      let text = TextSanitiser.terminal(sentence, limit: Self.longestNotice)
      lines.append("  \(padded(index == 0 ? "joined" : "", to: 11))  \(text)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func right(_ text: String, in width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private var scanned: String {
    var parts = [counted(endpoints, "endpoint")]
    if duplicatesDropped > 0 { parts.append("\(counted(duplicatesDropped, "duplicate")) dropped") }
    if excluded > 0 { parts.append("\(grouped(excluded)) excluded") }
    return parts.joined(separator: ", ")
  }
}
