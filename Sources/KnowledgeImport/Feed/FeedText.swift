import Exposure

/// The text of an announcement of Kubernetes' Security Response Committee, as its template has it: a line with the CVSS
/// vector, and a section "Affected Versions" with lines such as `kube-apiserver: v1.32.0 - v1.32.5`,
/// `- kube-apiserver <= v1.31.11` or `kube-apiserver < v1.15.10`. A line that says something else makes all versions
/// unreadable: half of them would be wrong.
struct FeedText {
  let vector: CVSSVector?
  /// The program of the control plane that the section names, or another one where it names none; nil where it names
  /// no program.
  let component: String?
  /// The versions of that program; none where they cannot be read.
  let ranges: [SourceRange<KubernetesVersion>]

  init(_ text: String) {
    vector = Self.vector(in: text)
    let lines = Self.section(of: text).map(Line.init)
    let own = lines.filter { $0.component.map(ControlPlaneModules.components.contains) ?? false }
    component = own.first?.component ?? lines.lazy.compactMap(\.component).first
    let isOne = Set(own.compactMap(\.component)).count == 1
    let bounds = own.compactMap(\.bound)
    let isWhole =
      bounds.count == own.count && lines.count <= Self.mostLines && !lines.contains(where: \.isOfNobody)
    ranges = isOne && isWhole ? Self.ranges(bounds) : []
  }

  private static func vector(in text: String) -> CVSSVector? {
    for beginning in text.ranges(of: "CVSS:3.").prefix(8) {
      let vector = text[beginning.lowerBound...].prefix { $0.isLetter || $0.isNumber || ":./".contains($0) }
      if let vector = CVSSVector(String(vector)) { return vector }
    }
    return nil
  }

  /// The lines of the section, up to the next heading.
  private static func section(of text: String) -> [Substring] {
    let lines = text.split(whereSeparator: \.isNewline)
    guard
      let start = lines.firstIndex(where: { line in
        line.drop { "#* ".contains($0) }.lowercased().hasPrefix("affected versions")
      })
    else { return [] }
    let section = lines[(start + 1)...].prefix { line in
      !line.hasPrefix("#") && !line.drop { "#* ".contains($0) }.lowercased().hasPrefix("fixed versions")
    }
    return section.prefix(mostLines + 1).map { $0.drop { " \t*-".contains($0) } }
  }

  private static func ranges(_ bounds: [Bound]) -> [SourceRange<KubernetesVersion>] {
    // Where several lines have only an upper bound, each is of its own minor release, and the lowest of all before it.
    let upper = bounds.filter { $0.from == nil }.map(\.version).min()
    return bounds.compactMap { bound in
      let start = bound.version == upper ? "0.0.0" : "\(bound.version.release).0"
      guard let from = bound.from ?? KubernetesVersion(start) else { return nil }
      return SourceRange(from: from, end: bound.end)
    }
  }

  private static let mostLines = 200
}

extension FeedText {
  /// Versions on one line.
  private struct Bound {
    var from: KubernetesVersion?
    let end: SourceRange<KubernetesVersion>.End
    /// The version that ends them.
    let version: KubernetesVersion
  }

  /// A line of the section.
  private struct Line {
    let component: String?
    let bound: Bound?
    /// Whether it tells versions, and not of what.
    let isOfNobody: Bool

    init(_ line: Substring) {
      var words = line.split { " \t\u{A0}:`,*".contains($0) }.map(String.init)
      guard let first = words.first?.lowercased(), first.hasPrefix("kube"), first != "kubernetes" else {
        (component, bound) = (nil, nil)
        isOfNobody = words.first.map { Self.version($0) != nil || "<>=≤v".contains($0.prefix(1)) } ?? false
        return
      }
      isOfNobody = false
      component = first
      words.removeFirst()
      bound = Self.bound(words)
    }

    private static func bound(_ words: [String]) -> Bound? {
      // The sign may stand close to the number.
      let words = words.flatMap { word -> [String] in
        let sign = word.prefix { "<>=≤".contains($0) }
        return sign.isEmpty || sign.count == word.count
          ? [word] : [String(sign), String(word.dropFirst(sign.count))]
      }
      switch words.count {
      case 1:
        guard let version = version(words[0]) else { return nil }
        return Bound(from: version, end: .last(version), version: version)
      case 2:
        guard let version = version(words[1]) else { return nil }
        switch words[0] {
        case "<": return Bound(end: .fixed(version), version: version)
        case "<=", "≤": return Bound(end: .last(version), version: version)
        default: return nil
        }
      case 3:
        guard ["-", "–", "to", "through"].contains(words[1]), let from = version(words[0]),
          let last = version(words[2])
        else { return nil }
        return Bound(from: from, end: .last(last), version: last)
      default: return nil
      }
    }

    private static func version(_ text: String) -> KubernetesVersion? {
      KubernetesVersion(text).flatMap { $0.suffix.isEmpty ? $0 : nil }
    }
  }
}
