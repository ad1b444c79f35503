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

  /// Whether a value is a record, or a list with one in it.
  static func isHeld(by node: JSONNode) -> Bool {
    isRecord(node) || node.elements?.contains(where: isRecord) ?? false
  }

  /// Whether an object is a record.
  static func isRecord(_ node: JSONNode) -> Bool { fault(node) == nil }

  /// Why a value is no record; nil where it is one: each has an identifier and the time of its last change.
  static func fault(_ node: JSONNode) -> String? {
    guard node.isObject else { return "it is no object" }
    guard node["id"]?.text != nil else { return "it has no text `id`" }
    guard node["modified"]?.text != nil else { return "it has no text `modified`" }
    let isTold = node["affected"] != nil || node["withdrawn"] != nil || node["schema_version"] != nil
    return isTold ? nil : "it has none of `affected`, `withdrawn` and `schema_version`"
  }

  /// Reads a record.
  /// - Parameter today: The day after which no withdrawal is believed.
  static func read(_ node: JSONNode, today: CalendarDay) -> Reading {
    guard let id = node["id"]?.text.flatMap(Self.identifier) else {
      return .unreadable("its id cannot be one")
    }
    var record = FlawRecord(
      origin: origin(of: id, node), id: id, flaw: flaw(id, node["aliases"]?.elements ?? []))
    record.isWithdrawn = node["withdrawn"]?.day?.believed(on: today) != nil
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
    let packages = node["affected"]?.elements ?? []
    guard packages.count <= OSVAffected.mostPackages else {
      return .unreadable(
        "it has \(packages.count) packages, and at most \(OSVAffected.mostPackages) are read")
    }
    for package in packages {
      record.vector = record.vector ?? vector(package["severity"])
      do { try affected.add(package) } catch { return .unreadable(error.reason) }
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
    let ecosystems = (node["affected"]?.elements ?? [])
      .compactMap { $0["package"]?["ecosystem"]?.text?.lowercased() }
    return id.hasPrefix("CVE-") && !ecosystems.isEmpty && ecosystems.allSatisfy { $0 == "kubernetes" }
      ? .kubernetes : .other
  }

  /// An identifier such as `CVE-2024-7598` or `GHSA-r56h-j38w-hrqq`. One of a CVE has a year and four digits or more
  /// (CVE record format, `cveId`).
  static func identifier(_ text: String) -> String? {
    let isOne =
      (5...40).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
          || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      }
    guard isOne else { return nil }
    return !text.uppercased().hasPrefix("CVE-") || isCVE(text) ? text : nil
  }

  /// Whether a text is the identifier of a CVE.
  static func isCVE(_ text: String) -> Bool { text.wholeMatch(of: /CVE-[0-9]{4}-[0-9]{4,19}/) != nil }

  private static func flaw(_ id: String, _ aliases: [JSONNode]) -> String {
    isCVE(id) ? id : aliases.lazy.compactMap(\.text).first(where: isCVE) ?? id
  }

  private static func vector(_ severity: JSONNode?) -> CVSSVector? {
    (severity?.elements ?? []).lazy.compactMap { entry in
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
}
