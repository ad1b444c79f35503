import Exposure
import PortableFoundation

extension KnowledgeEntry {
  /// What would be said of a version.
  init(_ statement: VersionStatement, in knowledge: Knowledge, now: Date) {
    self.init("Kubernetes \(statement.version)", kind: "version")
    hide("version", .string(statement.version.description))
    add(
      "Built by", "distribution",
      statement.distribution.map { "\($0.name) (\($0.confidence.rawValue) confidence)" },
      statement.distribution.map { .string($0.id) })
    add("Go", "go_version", statement.go?.description)
    add(
      "Released", "released", statement.release.map { "\($0.released), as \($0.minor).0" },
      statement.release.map { .string($0.released.description) })
    if let release = statement.release { addEnd(of: release, now: now) }
    add("Vendor", "vendor_support", statement.support?.text(in: knowledge), statement.support?.json)
    add("Newest patch", "latest_patch", statement.release?.latestPatch.upstreamText)
    add("Newer", "knowledge_gap", statement.gap)
    add(
      statement.findings.count == 1 ? "Finding" : "Findings", "findings",
      statement.findings.map { "\($0.id.rawValue) (\($0.severity.rawValue)): \($0.evidence)" },
      statement.findings.map { finding in
        [
          "id": .string(finding.id.rawValue), "severity": .string(finding.severity.rawValue),
          "evidence": .string(finding.evidence),
        ]
      })
    if statement.findings.isEmpty { add("Findings", "findings", "none", .array([])) }
    addVulnerabilities(statement.applied)
    add("Sources", "sources", Self.sources(of: statement))
  }

  /// What is known of a release of Go.
  init(_ go: GoVersion, in knowledge: Knowledge) {
    self.init("Go \(go.releaseText)", kind: "go")
    hide("go_version", .string(go.description))
    let known = knowledge.vulnerabilities.filter { $0.range(of: go) != nil }
    add(
      "Flaws", "vulnerabilities",
      known.isEmpty
        ? ["none is known that a stranger reaches in a TLS or HTTP server"]
        : known.map { "\($0.id) \($0.cvss.map { "\($0)" } ?? "not scored"), \($0.component): \($0.summary)" },
      known.map { .string($0.id) })
    let fixes = known.flatMap { vulnerability in
      (vulnerability.goAffected ?? []).filter { $0.contains(go) }.compactMap(\.fixedIn)
    }
    add("Fixed in", "fixed_in", fixes.max()?.releaseText)
    add("Sources", "sources", known.compactMap(\.sources.first).distinct())
  }

  private mutating func addVulnerabilities(_ applied: [AppliedVulnerability]) {
    add(
      "Flaws", "vulnerabilities", applied.map { "\($0.text): \($0.vulnerability.summary)" },
      applied.map { entry in
        let vulnerability = entry.vulnerability
        var members: [(name: String, value: JSONValue)] = [("id", .string(vulnerability.id))]
        if let score = vulnerability.cvss { members.append(("cvss", .score(score))) }
        members += [
          ("attacker", .string(vulnerability.attacker.rawValue)),
          ("anonymous", .boolean(entry.isUsableByStranger)), ("kev", .boolean(vulnerability.kev != nil)),
          ("fixable", .boolean(entry.isFixable)), ("by", .string(entry.isByGoAlone ? "go" : "kubernetes")),
          ("summary", .string(vulnerability.summary)),
        ]
        return .object(members)
      })
  }

  private static func sources(of statement: VersionStatement) -> [String] {
    let sources = (statement.release?.sources ?? []) + (statement.support?.sources ?? [])
    return (sources + statement.applied.compactMap(\.vulnerability.sources.first)).distinct()
  }
}
