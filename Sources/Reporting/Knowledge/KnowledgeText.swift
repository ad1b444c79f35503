import Exposure
import Targets
public import PortableFoundation

/// Knowledge as text for a terminal.
public struct KnowledgeText: Sendable {
  private let knowledge: Knowledge
  private let origin: String
  private let now: Date
  private let layout: Paragraphs

  /// Makes the text.
  /// - Parameters:
  ///   - origin: Where the knowledge comes from, as the end of a sentence: `built into apiexpose 0.2.0`.
  ///   - now: When its age is told.
  public init(_ knowledge: Knowledge, origin: String, now: Date, layout: Paragraphs) {
    self.knowledge = knowledge
    self.origin = origin
    self.now = now
    self.layout = layout
  }

  /// What there is, how old, and where from.
  public var overview: String {
    layout.wrapped("As of \(knowledge.asOf), \(counted(knowledge.age(at: now), "day")) old, \(origin).")
      + "\n"
      + layout.table([
        ("Releases", releases), ("Vendors", vendors), ("Vulnerabilities", vulnerabilities),
        ("Distributions", distributions),
      ])
      + section("Sources", knowledge.sources) + section("Keep in mind", knowledge.caveats)
  }

  /// All about a vulnerability, a minor release or a distribution; nil if there is none of the name.
  public func about(_ subject: String) -> String? {
    let name = subject.lowercased()
    if let vulnerability = knowledge.vulnerabilities.first(where: { $0.isCalled(name) }) {
      return about(vulnerability)
    }
    let number = name.hasPrefix("v") ? String(name.dropFirst()) : name
    if let minor = MinorRelease(number) ?? KubernetesVersion("v" + number)?.release,
      let release = knowledge.release(minor)
    {
      return about(release)
    }
    return knowledge.distribution(name).map(about)
  }

  /// The vulnerability or distribution that was probably meant; nil if none has a similar name. Of numbers none is similar.
  public func nearestSubject(to subject: String) -> String? {
    let digits = subject.filter(\.isNumber)
    let vulnerabilities = knowledge.vulnerabilities.map(\.id).filter { $0.filter(\.isNumber) == digits }
    return nearestName(
      to: subject, among: digits.isEmpty ? knowledge.distributions.map(\.id) : vulnerabilities)
  }

  private func section(_ title: String, _ entries: [String]) -> String {
    guard !entries.isEmpty else { return "" }
    return "\n\(title)\n" + entries.map { layout.wrapped(printable($0), indent: 2) }.joined()
  }
}

extension KnowledgeText {
  private var releases: String {
    let sorted = knowledge.releases.sorted { $0.minor < $1.minor }
    guard let first = sorted.first, let last = sorted.last else { return "none" }
    let supported = sorted.compactMap { release in
      release.endOfLife.flatMap { now < $0.end ? "\(release.minor) until \($0)" : nil }
    }
    let list =
      supported.isEmpty ? "none is supported any more" : "supported: " + supported.joined(separator: ", ")
    return "\(sorted.count), \(first.minor) to \(last.minor); \(list)"
  }

  private var vendors: String {
    let names = Set(knowledge.vendorSupport.map(\.distribution)).sorted()
    guard !names.isEmpty else { return "none" }
    return "how long "
      + names.map { printable(knowledge.distribution($0)?.name ?? $0) }.joined(separator: ", ")
      + " support their minor releases"
  }

  private var vulnerabilities: String {
    let unfixed = knowledge.vulnerabilities.count { !$0.isFixedSomewhere }
    let severities = Severity.allCases.reversed().compactMap { severity -> String? in
      let count = knowledge.vulnerabilities.count { $0.cvss.map(Severity.init(cvss:)) == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)"
    }
    let unscored = knowledge.vulnerabilities.count { $0.cvss == nil }
    let parts = severities + (unscored == 0 ? [] : ["\(unscored) without a score"])
    return
      "\(knowledge.vulnerabilities.count): \(parts.joined(separator: ", ")); \(unfixed) of them never fixed"
  }

  private var distributions: String {
    "\(knowledge.distributions.count): "
      + knowledge.distributions.map { printable($0.id) }.joined(separator: ", ")
  }
}

extension KnowledgeText {
  private func about(_ vulnerability: Vulnerability) -> String {
    let score = vulnerability.cvss.map { "\($0) (\(Severity(cvss: $0).rawValue))" }
    let ranges = vulnerability.affected.map { range in
      let from = range.from.upstreamText == "0.0.0" ? "every version" : "from \(range.from.upstreamText)"
      return range.fixedIn.map { "\(from) to before \($0.upstreamText)" } ?? "\(from) on, not fixed"
    }
    let names = [vulnerability.id] + (vulnerability.alsoKnownAs ?? [])
    let rows: [(String, String?)] = [
      ("What", vulnerability.summary), ("Where", vulnerability.component), ("CVSS", score ?? "not known"),
      ("Needs", vulnerability.access), ("If", vulnerability.condition),
      ("Affected", ranges.joined(separator: "; ")), ("More", vulnerability.reference),
    ]
    return "\(printable(names.joined(separator: ", ")))\n\n" + table(rows)
  }

  private func about(_ release: Release) -> String {
    let vendors = knowledge.vendorSupport.filter { $0.minor == release.minor }.map { support in
      let name = knowledge.distribution(support.distribution)?.name ?? support.distribution
      return "\(name) until \(support.standard)" + (support.extended.map { ", extended until \($0)" } ?? "")
    }
    let version = release.latestPatch
    let known = knowledge.vulnerabilities.filter { $0.range(of: version) != nil }.map(\.id)
    let rows: [(String, String?)] = [
      ("Released", release.released.description),
      ("Upstream", release.endOfLife.map { "supported until \($0)" } ?? "long unsupported"),
      ("Vendors", vendors.isEmpty ? nil : vendors.joined(separator: "; ")),
      ("Newest patch", version.upstreamText),
      ("It still has", known.isEmpty ? nil : known.joined(separator: ", ")),
    ]
    return "Kubernetes \(release.minor)\n\n" + table(rows)
  }

  private func about(_ distribution: Distribution) -> String {
    let rows: [(String, String?)] = [
      ("Identifier", distribution.id),
      ("Control plane", distribution.managed ? "run by the provider" : "run by its owner"),
      ("By default", distribution.anonymousDefault ?? "not known"),
      ("Anonymous", distribution.remedies?.anonymous), ("Network", distribution.remedies?.network),
    ]
    return "\(printable(distribution.name))\n\n" + table(rows)
  }

  private func table(_ rows: [(String, String?)]) -> String {
    layout.table(rows.compactMap { name, text in text.map { (name, printable($0)) } })
  }
}

extension Vulnerability {
  fileprivate func isCalled(_ name: String) -> Bool {
    ([id] + (alsoKnownAs ?? [])).contains { $0.lowercased() == name }
  }
}
