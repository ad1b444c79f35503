import Exposure
import Targets

extension Summary {
  /// The summary for a terminal: the sentence, then the counts by posture, verdict and severity. Ends in a line feed.
  public func text(colour: ColourMode = .plain) -> String {
    var lines = [colour.paint(sentence, .bold)]
    guard endpoints > 0 else { return lines[0] + "\n" }
    lines.append("")
    let postures = Posture.allCases.filter { count($0) > 0 }
    let digits = grouped(postures.map { count($0) }.max() ?? 0).count
    for posture in postures {
      let verdicts = Verdict.allCases.filter { $0.posture == posture && count($0) > 0 }
      let name = padded(posture.rawValue, to: 11)
      let total =
        String(repeating: " ", count: digits - grouped(count(posture)).count) + grouped(count(posture))
      let parts = verdicts.map { "\(grouped(count($0))) \($0.rawValue)" }.joined(separator: ", ")
      lines.append("  \(colour.paint(name, Paint(posture)))  \(total)  \(parts)")
    }
    let severities = Severity.allCases.reversed().filter { $0 != .none && count($0) > 0 }
    if !severities.isEmpty {
      let parts = severities.map { "\(grouped(count($0))) \($0.rawValue)" }.joined(separator: ", ")
      lines.append("  \(padded("severity", to: 11))  \(parts)")
    }
    lines.append("  \(padded("scanned", to: 11))  \(scanned)")
    return lines.joined(separator: "\n") + "\n"
  }

  private var scanned: String {
    var parts = [counted(endpoints, "endpoint")]
    if duplicatesDropped > 0 { parts.append("\(counted(duplicatesDropped, "duplicate")) dropped") }
    if excluded > 0 { parts.append("\(grouped(excluded)) excluded") }
    return parts.joined(separator: ", ")
  }
}
