import Exposure
import PortableFoundation

extension KnowledgeImport {
  /// What was taken and what changed, for a person.
  public var lines: [String] {
    var lines = reports.flatMap(\.lines) + changes.map(\.text) + kept.map(\.text)
    if changes.isEmpty { lines.append("nothing changed in what is known") }
    if unknownAttackers > 0 {
      lines.append(
        "who can use \(unknownAttackers == 1 ? "1 new vulnerability" : "\(unknownAttackers) new vulnerabilities") "
          + "is not known: edit `attacker` and `access`"
      )
    }
    if !missing.isEmpty {
      lines.append(
        "the knowledge date stays \(knowledge.asOf): nothing newer was imported of "
          + missing.joined(separator: ", "))
    }
    return lines
  }

  private var unknownAttackers: Int {
    let new = Set(changes.lazy.filter { $0.kind == .newVulnerability }.map(\.subject))
    return knowledge.vulnerabilities.count { $0.attacker == .unknown && new.contains($0.id) }
  }

  /// The same for a program: one JSON object.
  public var reportJSON: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let summary = Summary(
      asOf: knowledge.asOf.description, vulnerabilities: knowledge.vulnerabilities.count,
      releases: knowledge.releases.count, files: reports, changes: changes, kept: kept, missing: missing)
    // Texts, numbers and lists are all that it has: none of them can fail.
    guard let bytes = try? encoder.encode(summary) else { return "" }
    return String(decoding: bytes, as: UTF8.self) + "\n"
  }

  private struct Summary: Encodable {
    let asOf: String
    let vulnerabilities: Int
    let releases: Int
    let files: [FileReport]
    let changes: [ImportChange]
    let kept: [ImportChange]
    let missing: [String]
  }
}
