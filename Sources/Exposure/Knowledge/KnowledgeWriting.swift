/// A knowledge file of schema 2, always written in one way, so that what is unchanged has the same bytes: one entry a
/// line, members and entries in a fixed order.
extension Knowledge {
  /// The file.
  package var json: [UInt8] {
    let members = [
      "\"schema\": \(Self.schema)", "\"asOf\": \(quoted(asOf.description))",
      Self.list("sources", sources.map(quoted)), Self.list("caveats", caveats.map(quoted)),
      Self.list("releases", releases.sorted { $0.minor < $1.minor }.map(\.line)),
      Self.list("vendorSupport", Self.ordered(vendorSupport).map(\.line)),
      Self.list("vulnerabilities", vulnerabilities.sorted(by: Self.stands).map(\.line)),
      Self.list("distributions", distributions.map(\.line)),
    ]
    return Array("{\n  \(members.joined(separator: ",\n  "))\n}\n".utf8)
  }

  private static func list(_ name: String, _ lines: [String]) -> String {
    lines.isEmpty ? "\"\(name)\": []" : "\"\(name)\": [\n    \(lines.joined(separator: ",\n    "))\n  ]"
  }

  /// Vendors as they come, the newest release of each first.
  private static func ordered(_ support: [VendorSupport]) -> [VendorSupport] {
    let entries = Dictionary(grouping: support, by: \.distribution)
    return support.map(\.distribution).distinct().flatMap { vendor in
      (entries[vendor] ?? []).sorted { ($0.minor, $0.product ?? "") > ($1.minor, $1.product ?? "") }
    }
  }

  /// Flaws of Kubernetes before those that only Go's version decides, the newest first.
  private static func stands(_ left: Vulnerability, before right: Vulnerability) -> Bool {
    let (ofGo, ofGoToo) = (left.affected.isEmpty, right.affected.isEmpty)
    guard ofGo == ofGoToo else { return ofGoToo }
    let (number, other) = (left.numbers, right.numbers)
    return number == other ? left.id > right.id : other.lexicographicallyPrecedes(number)
  }
}

extension Vulnerability {
  /// Year and number, `[2018, 1002105]`.
  fileprivate var numbers: [Int] { id.split(separator: "-").compactMap { Int($0) } }

  fileprivate var line: String {
    var object = ObjectLine()
    object.add("id", id)
    object.add("alsoKnownAs", alsoKnownAs)
    object.add("component", component)
    object.add("summary", summary)
    object.add("published", published?.description)
    object.add("cvss", raw: cvss.map { "\($0)" })
    object.add("attacker", attacker.rawValue)
    object.add("anonymousBefore", anonymousBefore?.description)
    object.add("access", access)
    object.add("condition", condition)
    object.add("kev", kev?.description)
    object.add("affected", objects: affected.map { $0.line(\.upstreamName) })
    object.add("goAffected", objects: goAffected?.map { $0.line(\.databaseText) })
    object.add("checked", checked?.map(\.rawValue))
    object.add("sources", sources)
    return object.text
  }
}

extension AffectedRange {
  fileprivate func line(_ name: (Version) -> String) -> String {
    var object = ObjectLine()
    object.add("from", name(from))
    object.add("fixedIn", fixedIn.map(name))
    object.add("fixNeeds", fixNeeds)
    return object.text
  }
}

extension KubernetesVersion {
  fileprivate var upstreamName: String { String(description.dropFirst()) }
}

extension GoVersion {
  /// The release as Go's vulnerability database writes it.
  fileprivate var databaseText: String {
    let number = "\(release).\(patch)"
    return switch stage {
    case nil: number
    case .first: "\(number)-0"
    case .beta(let stage): "\(number)-beta.\(stage)"
    case .candidate(let stage): "\(number)-rc.\(stage)"
    }
  }
}

extension Release {
  fileprivate var line: String {
    var object = ObjectLine()
    object.add("minor", minor.description)
    object.add("released", released.description)
    object.add("endOfLife", endOfLife?.description)
    object.add("latestPatch", latestPatch.upstreamName)
    object.add("sources", sources)
    return object.text
  }
}

extension VendorSupport {
  fileprivate var line: String {
    var object = ObjectLine()
    object.add("distribution", distribution)
    object.add("minor", minor.description)
    object.add("product", product)
    object.add("standard", standard.description)
    object.add("extended", extended?.description)
    object.add("estimated", raw: estimated.map { "\($0)" })
    object.add("sources", sources)
    return object.text
  }
}

extension Distribution {
  fileprivate var line: String {
    var object = ObjectLine()
    object.add("id", id)
    object.add("name", name)
    object.add("managed", raw: "\(managed)")
    object.add("anonymousDefault", anonymousDefault)
    object.add("remedies", raw: remedies?.line)
    object.add("sources", sources)
    object.add("signs", objects: signs.map(\.line))
    return object.text
  }
}

extension Distribution.Remedies {
  fileprivate var line: String {
    var object = ObjectLine()
    object.add("anonymous", anonymous)
    object.add("network", network)
    return object.text
  }
}

extension Distribution.Sign {
  fileprivate var line: String {
    var object = ObjectLine()
    object.add("confidence", confidence.rawValue)
    object.add("version", version?.description)
    object.add("host", host?.description)
    object.add("subject", subject?.description)
    object.add("issuer", issuer?.description)
    object.add("names", names?.map(\.description))
    object.add("clientCAs", clientCAs?.map(\.description))
    return object.text
  }
}

/// An object of JSON on one line. What is nil is left out.
private struct ObjectLine {
  private var members: [String] = []

  var text: String { "{\(members.joined(separator: ", "))}" }

  mutating func add(_ name: String, raw value: String?) {
    if let value { members.append("\"\(name)\": \(value)") }
  }

  mutating func add(_ name: String, _ value: String?) { add(name, raw: value.map(quoted)) }

  mutating func add(_ name: String, _ values: [String]?) { add(name, objects: values?.map(quoted)) }

  mutating func add(_ name: String, objects: [String]?) {
    add(name, raw: objects.map { "[\($0.joined(separator: ", "))]" })
  }
}

/// A text in quotes, with the escapes that RFC 8259 §7 asks for.
private func quoted(_ text: String) -> String {
  var quoted = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": quoted += "\\\""
    case "\\": quoted += "\\\\"
    case "\u{00}"..<"\u{20}", "\u{7F}", "\u{2028}", "\u{2029}":
      let digits = String(scalar.value, radix: 16)
      quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: quoted.unicodeScalars.append(scalar)
    }
  }
  return quoted + "\""
}
