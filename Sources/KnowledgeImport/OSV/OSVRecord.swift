import Exposure

/// Reads one record in the OSV schema (ossf.github.io/osv-schema), as Go's vulnerability database, Kubernetes'
/// cve-feed-osv and GitHub write them.
enum OSVRecord {
  /// What a record comes to.
  enum Reading {
    case flaw(FlawRecord)
    case passedOver(PassReason)
    case unreadable(String)
  }

  /// Whether an object is a record: every one has these two members.
  static func isRecord(_ node: JSONNode) -> Bool {
    node["id"]?.text != nil && node["modified"]?.text != nil
      && (node["affected"] != nil || node["withdrawn"] != nil || node["schema_version"] != nil)
  }

  /// Reads a record.
  static func read(_ node: JSONNode) -> Reading {
    guard let id = node["id"]?.text.flatMap(Self.identifier) else {
      return .unreadable("its id cannot be one")
    }
    var record = FlawRecord(
      origin: origin(of: id, node), id: id, names: names(id, node["aliases"]?.elements ?? []))
    record.isWithdrawn = node["withdrawn"] != nil
    record.published = node["published"]?.day
    record.modified = node["modified"]?.day
    record.summary = PlainText.line(node["summary"]?.text ?? "")
    record.vector = vector(node["severity"])
    record.sources = sources(node, id)
    if record.isWithdrawn { return .flaw(record) }
    if record.origin == .go, node["database_specific"]?["review_status"]?.text == "UNREVIEWED" {
      return .passedOver(.unreviewed)
    }
    var affected = OSVAffected()
    for package in (node["affected"]?.elements ?? []).prefix(OSVAffected.mostPackages) {
      record.vector = record.vector ?? vector(package["severity"])
      if let problem = affected.add(package) { return .unreadable(problem) }
    }
    record.kubernetes = affected.kubernetes
    record.go = affected.go
    record.goPackage = affected.goPackage
    if !affected.namesKubernetes, affected.go.isEmpty {
      return .passedOver(affected.reasons.first ?? .otherModule)
    }
    if affected.namesKubernetes {
      record.component = affected.component ?? ControlPlaneModules.component(in: record.summary)
    }
    return .flaw(record)
  }

  private static func origin(of id: String, _ node: JSONNode) -> FlawRecord.Origin {
    if id.hasPrefix("GO-") { return .go }
    let ecosystems = (node["affected"]?.elements ?? []).prefix(OSVAffected.mostPackages)
      .compactMap { $0["package"]?["ecosystem"]?.text?.lowercased() }
    return id.hasPrefix("CVE-") && !ecosystems.isEmpty && ecosystems.allSatisfy { $0 == "kubernetes" }
      ? .kubernetes : .other
  }

  /// An identifier such as `CVE-2024-7598` or `GHSA-r56h-j38w-hrqq`.
  static func identifier(_ text: String) -> String? {
    let isOne =
      (5...40).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
          || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      }
    return isOne ? text : nil
  }

  private static func names(_ id: String, _ aliases: [JSONNode]) -> [String] {
    let all = [id] + aliases.prefix(mostAliases).compactMap { $0.text.flatMap(identifier) }
    let names = all.filter { $0.hasPrefix("CVE-") }.distinct()
    return names.isEmpty ? [id] : names
  }

  private static func vector(_ severity: JSONNode?) -> CVSSVector? {
    (severity?.elements ?? []).prefix(8).lazy.compactMap { entry in
      entry["type"]?.text == "CVSS_V3" ? entry["score"]?.text.flatMap(CVSSVector.init) : nil
    }.first
  }

  private static func sources(_ node: JSONNode, _ id: String) -> [String] {
    let own = id.hasPrefix("GO-") ? ["https://pkg.go.dev/vuln/\(id)"] : []
    let kinds = ["ADVISORY", "REPORT"]
    let references = (node["references"]?.elements ?? []).prefix(64).compactMap { reference -> String? in
      guard let kind = reference["type"]?.text, kinds.contains(kind) else { return nil }
      return reference["url"]?.text.flatMap(PlainText.address)
    }
    return Array((own + references).distinct().prefix(4))
  }

  private static let mostAliases = 64
}
