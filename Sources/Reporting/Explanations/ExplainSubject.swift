import Exposure
import Targets

/// What the argument of `apiexpose explain` is, told before any name is resolved: nobody who mistypes an identifier means
/// a host.
public enum ExplainSubject {
  /// A verdict or finding.
  case explanation(Explanation)
  /// A target to be scanned.
  case target(String)
  /// Neither, and what to type instead.
  case other(String)

  /// Recognises an argument.
  /// - Parameters:
  ///   - knowledge: The vulnerabilities and distributions that are shown by another command.
  ///   - isFile: Whether a file of this name exists.
  public init(_ text: String, knowing knowledge: Knowledge, isFile: (String) -> Bool) {
    if let explanation = Self.explanation(named: text) {
      self = .explanation(explanation)
    } else if let advice = Self.otherWord(text, knowledge) ?? Self.file(text, isFile) ?? Self.misspelt(text) {
      self = .other(advice)
    } else {
      self = .target(text)
    }
  }

  /// Takes an identifier with the other kind of hyphen too: nobody remembers which of them has which.
  public static func explanation(named name: String) -> Explanation? {
    let name = name.lowercased()
    return Explanation.of(id: name) ?? Explanation.of(id: name.replacing("-", with: "_"))
      ?? Explanation.of(id: name.replacing("_", with: "-"))
  }

  private static func otherWord(_ text: String, _ knowledge: Knowledge) -> String? {
    let word = text.lowercased()
    let shown = printable(text)
    if let posture = Posture(rawValue: word.replacing("-", with: "_")) {
      let verdicts = Verdict.allCases.filter { $0.posture == posture }.map(\.rawValue)
      return "\(shown) is a posture, of these verdicts: \(verdicts.joined(separator: ", ")); "
        + "`apiexpose explain \(verdicts.first ?? "")` explains one"
    }
    if Severity(rawValue: word) != nil {
      return
        "\(shown) is a severity; `apiexpose explain` lists the verdicts and findings that can be explained"
    }
    let isVulnerability =
      word.hasPrefix("cve-") || knowledge.vulnerabilities.contains { $0.id.lowercased() == word }
    if isVulnerability { return "\(shown) is a vulnerability: `apiexpose knowledge \(shown)` shows it" }
    if word.wholeMatch(of: /v?1\.\d{1,2}/) != nil {
      return "\(shown) is a minor release: `apiexpose knowledge \(shown)` shows it"
    }
    if word.wholeMatch(of: /(?:v1\.\d+\.|1\.\d+\.\d+[-+]).*|go1\.\d+.*/) != nil {
      return "\(shown) is a version: `apiexpose knowledge \(shown)` shows what is known of it"
    }
    if knowledge.distribution(word) != nil {
      return
        "\(shown) is a distribution: `apiexpose knowledge \(word)` shows it; as a host, write \(shown):6443"
    }
    if Component(rawValue: word) != nil {
      return "\(shown) is a component of Kubernetes; `apiexpose explain` lists what can be explained"
    }
    return nil
  }

  private static func file(_ text: String, _ isFile: (String) -> Bool) -> String? {
    let shown = printable(text)
    if isFile(text) {
      return
        "\(shown) is a file: `apiexpose scan \(shown)` scans the targets in it; one of them can be explained"
    }
    return TargetSource.looksLikeFile(text)
      ? "there is no file \(shown), and a file cannot be explained" : nil
  }

  private static func misspelt(_ text: String) -> String? {
    guard
      text.utf8.allSatisfy({ $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") || ASCIILetter.contains($0) })
    else { return nil }
    let near = nearestName(to: text, among: Explanation.all.map(\.id))
    if let near {
      return "\(text) is no identifier; did you mean \(near)? If it is the name of a host, write \(text):6443"
    }
    // An underscore stands in verdicts and in no name of a host (RFC 952, RFC 1123).
    return text.contains("_")
      ? "\(text) is neither an identifier nor a host; `apiexpose explain` lists all identifiers" : nil
  }

  private enum ASCIILetter {
    static func contains(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
  }
}
