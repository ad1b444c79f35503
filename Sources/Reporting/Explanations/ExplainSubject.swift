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
  ///   - isLocalName: Whether this machine itself knows the name, so that nobody else is asked.
  public init(
    _ text: String, knowing knowledge: Knowledge, isFile: (String) -> Bool, isLocalName: (String) -> Bool
  ) {
    if let explanation = Self.explanation(named: text) {
      self = .explanation(explanation)
    } else if let advice = Self.otherWord(text, knowledge) ?? Self.file(text, isFile)
      ?? Self.misspelt(text, isLocalName)
    {
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
    if let component = Component(rawValue: word.replacing("_", with: "-")) {
      return Self.advice(component, shown)
    }
    let controls = ControlCatalogue.builtIn.controls(called: text)
    // `T1190` or `K06` alone may be a host.
    if !controls.isEmpty, text.contains("-") {
      let ids = controls.prefix(3).map(\.id).joined(separator: ", ")
      let editions = controls.count == 1 ? "" : " (\(ids)\(controls.count > 3 ? ", ..." : ""))"
      return
        "\(shown) is a published control: `apiexpose knowledge \(controls.count == 1 ? ids : shown)` shows it\(editions)"
    }
    return nil
  }

  /// `kubelet is a component of Kubernetes, of these findings: kubelet-anonymous, ...`.
  private static func advice(_ component: Component, _ shown: String) -> String {
    let findings = component.findings.map(\.rawValue)
    let what =
      findings.isEmpty
      ? "; `apiexpose explain` lists what can be explained"
      : ", with these findings of its own: \(findings.joined(separator: ", ")); "
        + "`apiexpose explain \(findings.first ?? "")` explains one"
    return "\(shown) is a component of Kubernetes\(what); as a host, write \(shown):6443"
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

  /// A bare word, of letters and hyphens alone, is an identifier that nobody knows: no name server is asked for it. The names
  /// that this machine knows itself are hosts, and so is what has a dot, a digit or a port.
  private static func misspelt(_ text: String, _ isLocalName: (String) -> Bool) -> String? {
    guard
      text.utf8.allSatisfy({ $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") || ASCIILetter.contains($0) }
      ),
      !isLocalName(text)
    else { return nil }
    let names = Explanation.all.map(\.id) + Component.allCases.map(\.rawValue)
    if let near = nearestName(to: text, among: names) {
      return "\(text) is no identifier; did you mean \(near)? If it is the name of a host, write \(text):6443"
    }
    // An underscore stands in verdicts and in no name of a host (RFC 952, RFC 1123).
    return text.contains("_")
      ? "\(text) is neither an identifier nor a host; `apiexpose explain` lists all identifiers"
      : "\(text) is no identifier: `apiexpose explain` lists them all. If it is the name of a host, write \(text):6443"
  }

  private enum ASCIILetter {
    static func contains(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
  }
}
