import Exposure
import PortableFoundation

extension KnowledgeEntry {
  /// All about a vulnerability.
  init(_ vulnerability: Vulnerability) {
    let names = [vulnerability.id] + (vulnerability.alsoKnownAs ?? [])
    self.init(names.joined(separator: ", "), kind: "vulnerability")
    addIdentifiers(vulnerability)
    add("What", "summary", vulnerability.summary)
    add("Where", "component", vulnerability.component)
    add("Published", "published", vulnerability.published?.description)
    add(
      "CVSS", "cvss", vulnerability.cvss.map { "\($0) (\(Severity(cvss: $0).rawValue))" },
      vulnerability.cvss.map(JSONValue.score))
    if vulnerability.cvss == nil { tell("CVSS", "not known") }
    add("Used by", "attacker", vulnerability.usedBy, .string(vulnerability.attacker.rawValue))
    add("Needs", "access", vulnerability.access)
    add("If", "condition", vulnerability.condition)
    add(
      "Exploited", "kev", vulnerability.kev.map { "in CISA's catalogue (KEV) since \($0)" },
      vulnerability.kev.map { .string($0.description) })
    add(
      "Affected", "affected", vulnerability.affected.map { $0.text(\.upstreamText) },
      vulnerability.affected.map { $0.json(\.upstreamText) })
    let go = vulnerability.goAffected ?? []
    add("Affected Go", "go_affected", go.map { $0.text(\.releaseText) }, go.map { $0.json(\.releaseText) })
    add("Sources", "sources", vulnerability.sources)
  }

  /// All about a minor release.
  init(_ release: Release, in knowledge: Knowledge, now: Date) {
    self.init("Kubernetes \(release.minor)", kind: "release")
    let version = release.latestPatch
    let known = knowledge.vulnerabilities.filter { $0.range(of: version) != nil }.map(\.id)
    let vendors = knowledge.vendorSupport.filter { $0.minor == release.minor }
    hide("minor", .string(release.minor.description))
    add("Released", "released", release.released.description)
    addEnd(of: release, now: now)
    add("Vendors", "vendors", vendors.map { $0.text(in: knowledge) }, vendors.map(\.json))
    add("Newest patch", "latest_patch", version.upstreamText)
    add(
      "It still has", "vulnerabilities", known.isEmpty ? [] : [known.joined(separator: ", ")],
      known.map { .string($0) })
    add("Sources", "sources", release.sources ?? [])
  }

  /// All about a distribution.
  init(_ distribution: Distribution, in knowledge: Knowledge) {
    self.init(distribution.name, kind: "distribution")
    hide("name", .string(distribution.name))
    add("Identifier", "id", distribution.id)
    add(
      "Control plane", "managed", distribution.managed ? "run by the provider" : "run by its owner",
      .boolean(distribution.managed))
    add("By default", "anonymous_default", distribution.anonymousDefault)
    if distribution.anonymousDefault == nil { tell("By default", "not known") }
    add("Anonymous", "anonymous_remedy", distribution.remedies?.anonymous)
    add("Network", "network_remedy", distribution.remedies?.network)
    let calendar = knowledge.vendorSupport.filter { $0.distribution == distribution.id }
      .sorted { $0.minor > $1.minor }
    add("Calendar", "calendar", calendar.map { "\($0.minor): \($0.ends)" }, calendar.map(\.json))
    add("Sources", "sources", distribution.sources ?? [])
  }

  /// Appends when upstream's support ends; a release of which no end was published has no such member in JSON.
  mutating func addEnd(of release: Release, now: Date) {
    guard let endOfLife = release.endOfLife else {
      tell("Upstream", "long unsupported")
      return
    }
    add(
      "Upstream", "end_of_life",
      now < endOfLife.end ? "supported until \(endOfLife)" : "support ended \(endOfLife)",
      .string(endOfLife.description))
  }

  private mutating func addIdentifiers(_ vulnerability: Vulnerability) {
    hide("id", .string(vulnerability.id))
    if let others = vulnerability.alsoKnownAs { hide("also_known_as", .array(others.map { .string($0) })) }
  }
}

extension Vulnerability {
  /// Who can use it, for a person.
  var usedBy: String {
    let later = anonymousBefore.map { "; anonymous before \($0), by Kubernetes' defaults of the time" } ?? ""
    return attacker.rawValue + later
  }
}

extension AffectedRange {
  /// The range for a person.
  func text(_ name: (Version) -> String) -> String {
    let first = name(from)
    let isEvery = first == "0.0.0"
    let start = isEvery ? "every version" : "from \(first)"
    let end = fixedIn.map { isEvery ? " before \(name($0))" : " to before \(name($0))" }
    return start + (end ?? (isEvery ? "; no release fixes it" : " on; no release fixes it"))
      + (fixNeeds.map { "; the fix needs \($0)" } ?? "")
  }

  /// The range for a program.
  func json(_ name: (Version) -> String) -> JSONValue {
    var members: [(name: String, value: JSONValue)] = [("from", .string(name(from)))]
    if let fixedIn { members.append(("fixed_in", .string(name(fixedIn)))) }
    if let fixNeeds { members.append(("fix_needs", .string(fixNeeds))) }
    return .object(members)
  }
}

extension VendorSupport {
  /// What the vendor promises, for a person.
  func text(in knowledge: Knowledge) -> String {
    let name = knowledge.distribution(distribution)?.name ?? distribution
    return "\(name)\(product.map { " \($0)" } ?? ""): \(ends)"
  }

  /// When support ends.
  var ends: String {
    let about = estimated == true ? "about " : ""
    return "until \(standard)" + (extended.map { ", extended until \(about)\($0)" } ?? "")
  }

  /// The same for a program.
  var json: JSONValue {
    var members: [(name: String, value: JSONValue)] = [
      ("distribution", .string(distribution)), ("minor", .string(minor.description)),
    ]
    if let product { members.append(("product", .string(product))) }
    members.append(("standard", .string(standard.description)))
    if let extended { members.append(("extended", .string(extended.description))) }
    if let estimated { members.append(("estimated", .boolean(estimated))) }
    return .object(members)
  }
}
