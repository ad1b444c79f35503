import Exposure
import Targets

extension Summary {
  /// The summary for a person: the sentence, then the counts by posture, verdict and severity, broken between words where
  /// the terminal is narrow. Ends in a line feed.
  public func text(_ style: TerminalStyle = TerminalStyle()) -> String {
    lines(style).map { $0 + "\n" }.joined()
  }

  /// The lines of the text.
  func lines(_ style: TerminalStyle) -> [String] {
    let head = style.lines(sentence, paint: .bold)
    guard endpoints > 0 else { return head }
    let postures = Posture.allCases.filter { count($0) > 0 }
    let digits = grouped(postures.map { count($0) }.max() ?? 0).count
    let counts = postures.flatMap { posture in
      let total = grouped(count(posture))
      let verdicts = Verdict.allCases.filter { $0.posture == posture && count($0) > 0 }
      let figure = String(repeating: " ", count: digits - total.count) + total + "  "
      let name = padded(posture.rawValue, to: 11)
      return style.lines(
        verdicts.map { "\(grouped(count($0))) \($0.rawValue)" }.joined(separator: ", "),
        behind: "  \(name)  \(figure)", shown: "  \(style.colour.paint(name, Paint(posture)))  \(figure)")
    }
    let severities = Severity.allCases.reversed().filter { $0 != .none && count($0) > 0 }
      .map { "\(grouped(count($0))) \($0.rawValue)" }
    return head + [""] + counts
      + (severities.isEmpty
        ? [] : style.lines(severities.joined(separator: ", "), behind: Self.name("severity")))
      + style.lines(scanned, behind: Self.name("scanned"))
  }

  private static func name(_ name: String) -> String { "  \(padded(name, to: 11))  " }

  private var scanned: String {
    var parts = [counted(endpoints, "endpoint")]
    if duplicatesDropped > 0 { parts.append("\(counted(duplicatesDropped, "duplicate")) dropped") }
    if excluded > 0 { parts.append("\(grouped(excluded)) excluded") }
    return parts.joined(separator: ", ")
  }
}
