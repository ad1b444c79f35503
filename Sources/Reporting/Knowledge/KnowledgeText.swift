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
        ("Distributions", distributions), ("Controls", ControlText(layout: layout).count),
      ])
      + section("Sources", knowledge.sources) + section("Keep in mind", knowledge.caveats)
  }

  /// The same for a program, one JSON object in one line.
  public var overviewJSON: String {
    let value: JSONValue = [
      "kind": "overview", "as_of": .string(knowledge.asOf.description),
      "age_days": .number(Int64(knowledge.age(at: now))), "stale": .boolean(knowledge.isStale(at: now)),
      "origin": .string(origin), "releases": .number(Int64(knowledge.releases.count)),
      "vendor_support": .number(Int64(knowledge.vendorSupport.count)),
      "vulnerabilities": .number(Int64(knowledge.vulnerabilities.count)),
      "distributions": .array(knowledge.distributions.map { .string($0.id) }),
      "sources": .array(knowledge.sources.map { .string($0) }),
      "caveats": .array(knowledge.caveats.map { .string($0) }),
    ]
    return String(decoding: value.bytes, as: UTF8.self) + "\n"
  }

  /// All about something, for a person.
  public func about(_ subject: KnowledgeSubject) -> String {
    if case .controls(let controls) = subject, controls.count > 1 {
      return ControlText(layout: layout).list(controls)
    }
    return entries(subject).map { $0.text(layout) }.joined(separator: "\n")
  }

  /// The same for a program, one JSON object a line.
  public func json(_ subject: KnowledgeSubject) -> String { entries(subject).map(\.jsonLine).joined() }

  private func entries(_ subject: KnowledgeSubject) -> [KnowledgeEntry] {
    switch subject {
    case .vulnerability(let vulnerability): [KnowledgeEntry(vulnerability)]
    case .release(let release): [KnowledgeEntry(release, in: knowledge, now: now)]
    case .version(let statement): [KnowledgeEntry(statement, in: knowledge, now: now)]
    case .go(let version): [KnowledgeEntry(version, in: knowledge)]
    case .distribution(let distribution): [KnowledgeEntry(distribution, in: knowledge)]
    case .controls(let controls): controls.map { KnowledgeEntry($0, in: .builtIn) }
    }
  }

  /// The vulnerability or distribution that was probably meant; nil if none has a similar name. Of numbers none is similar.
  func nearestSubject(to subject: String) -> String? {
    let digits = subject.filter(\.isNumber)
    let vulnerabilities = knowledge.vulnerabilities.map(\.id).filter { $0.filter(\.isNumber) == digits }
    return nearestName(
      to: subject, among: digits.isEmpty ? knowledge.distributions.map(\.id) : vulnerabilities)
  }

  /// What to type in place of a name of which nothing is known.
  public func advice(insteadOf subject: String) -> String {
    if let explanation = ExplainSubject.explanation(named: subject) {
      return
        "nothing is known of \(printable(subject)) here: `apiexpose explain \(explanation.id)` explains it"
    }
    let beginning = "nothing is known of \(printable(subject))"
    if let near = nearestSubject(to: subject) { return "\(beginning); did you mean \(near)?" }
    if subject.lowercased().hasPrefix("cve-") {
      return
        "\(beginning): it is no flaw of a Kubernetes control plane, or published later than \(knowledge.asOf)"
    }
    return "\(beginning): name a vulnerability (CVE-2018-1002105), a version (v1.31.4-eks-adc7111), "
      + "a minor release (1.31), a release of Go (go1.22.8), a distribution (eks) or controls (STIG)"
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
    let strangers = knowledge.vulnerabilities.count { $0.attacker == .anonymous }
    let unscored = knowledge.vulnerabilities.count { $0.cvss == nil }
    let parts = severities + (unscored == 0 ? [] : ["\(unscored) without a score"])
    return
      "\(knowledge.vulnerabilities.count): \(parts.joined(separator: ", ")); \(strangers) of them need no credentials, "
      + "\(unfixed) were never fixed"
  }

  private var distributions: String {
    "\(knowledge.distributions.count): "
      + knowledge.distributions.map { printable($0.id) }.joined(separator: ", ")
  }
}
