import Exposure
import Targets

extension Summary {
  /// The summary for a person: the sentence, then the counts by posture, verdict and severity, and targets that are one
  /// cluster, broken between words where the terminal is narrow. Ends in a line feed.
  public func text(_ style: TerminalStyle = TerminalStyle()) -> String {
    lines(style).map { $0 + "\n" }.joined()
  }

  /// The lines of the text. A terminal gets one line on targets that are one cluster, unless everything is to be shown.
  func lines(_ style: TerminalStyle, isWide: Bool = false) -> [String] {
    let head = style.lines(sentence, paint: .bold)
    guard endpoints > 0 else { return head }
    let postures = Posture.allCases.filter { count($0) > 0 }
    let counts = postures.flatMap { posture in
      let clusters = clusters(in: posture)
      let figure =
        Self.right(clusters > 0 ? grouped(clusters) : "", in: 8) + "  "
        + Self.right(grouped(count(posture)), in: 9) + "  "
      let verdicts = Verdict.allCases.filter { $0.posture == posture && count($0) > 0 }
      let name = padded(posture.rawValue, to: 11)
      return style.lines(
        verdicts.map { "\(grouped(count($0))) \($0.rawValue)" }.joined(separator: ", "),
        behind: "  \(name)  \(figure)", shown: "  \(style.colour.paint(name, Paint(posture)))  \(figure)")
    }
    let severities = Severity.allCases.reversed().filter { $0 != .none && count($0) > 0 }
      .enumerated().map { index, severity in
        "\(index == 0 ? counted(count(severity), "endpoint") : grouped(count(severity))) \(severity.rawValue)"
      }
    let line = isWide ? nil : style.width.flatMap { joinedLine(style, room: $0 - Self.name("").count) }
    let sentences = line.map { [$0] + clusterSentences.suffix(uncomparedSentences) } ?? clusterSentences
    let joined = sentences.enumerated().flatMap { index, sentence in
      style.lines(
        TextSanitiser.terminal(sentence, limit: Self.longestNotice),
        behind: Self.name(index == 0 ? "joined" : ""))
    }
    return head + ["", Self.name("") + "clusters  endpoints"] + counts
      + (severities.isEmpty
        ? [] : style.lines(severities.joined(separator: ", "), behind: Self.name("severity")))
      + style.lines(scanned, behind: Self.name("scanned")) + joined
  }

  private var uncomparedSentences: Int { (clusterCounts?.uncompared ?? 0) > 0 ? 1 : 0 }

  private static func name(_ name: String) -> String { "  \(padded(name, to: 11))  " }

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
