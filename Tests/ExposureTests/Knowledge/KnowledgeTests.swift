import Exposure
import Foundation
import Testing

@Suite("Knowledge")
struct KnowledgeTests {
  /// A file that holds nothing but these members.
  static func file(_ members: String) -> Data {
    var parts = [#""schema": 2"#, #""asOf": "2026-09-30""#]
    parts += ["sources", "caveats", "releases", "vendorSupport", "vulnerabilities", "distributions"]
      .map { "\"\($0)\": []" }
    let given = members.isEmpty ? [] : [members]
    let names = given.compactMap { $0.split(separator: "\"").first.map(String.init) }
    let rest = parts.filter { part in !names.contains { part.hasPrefix("\"\($0)\"") } }
    return Data("{\((rest + given).joined(separator: ", "))}".utf8)
  }

  @Test("what the program brings along can be read, and holds what it should")
  func builtIn() {
    let knowledge = Knowledge.builtIn
    #expect(knowledge.asOf.description == "2026-09-30")
    #expect(knowledge.sources.count > 5 && knowledge.caveats.count > 3)
    #expect(knowledge.releases.map(\.minor) == (0...37).map { MinorRelease(1, $0) })
    #expect(knowledge.vulnerabilities.count == 46)
    #expect(Set(knowledge.vulnerabilities.map(\.id)).count == 46)
    #expect(Set(knowledge.distributions.map(\.id)).count == knowledge.distributions.count)
    #expect(Set(knowledge.vendorSupport.map(\.distribution)) == ["eks", "aks", "gke", "openshift"])
  }

  @Test("every fact of what the program brings along says where it comes from")
  func sources() {
    let knowledge = Knowledge.builtIn
    for release in knowledge.releases { #expect(release.sources?.isEmpty == false, "\(release.minor)") }
    for support in knowledge.vendorSupport {
      #expect(support.sources?.isEmpty == false, "\(support.distribution) \(support.minor)")
      #expect(knowledge.distribution(support.distribution) != nil)
    }
    for vulnerability in knowledge.vulnerabilities {
      #expect(vulnerability.sources.first?.hasPrefix("https://") == true, "\(vulnerability.id)")
    }
    for distribution in knowledge.distributions where distribution.anonymousDefault != nil {
      #expect(distribution.sources?.isEmpty == false, "\(distribution.id)")
    }
  }

  @Test("only what a stranger reaches is in it of Go's own")
  func goOnly() {
    for vulnerability in Knowledge.builtIn.vulnerabilities where vulnerability.affected.isEmpty {
      #expect(vulnerability.attacker == .anonymous, "\(vulnerability.id)")
      #expect(vulnerability.goAffected?.isEmpty == false, "\(vulnerability.id)")
    }
  }

  static let usable = [
    "CVE-2015-7528", "CVE-2018-1002105", "CVE-2019-9512", "CVE-2021-44716", "CVE-2022-27664",
    "CVE-2022-41717", "CVE-2022-41723", "CVE-2022-41724", "CVE-2023-24534", "CVE-2023-29409",
    "CVE-2023-39325", "CVE-2023-39326", "CVE-2023-45288", "CVE-2025-58187", "CVE-2025-61726",
    "CVE-2026-32283", "CVE-2026-56862",
  ]

  @Test("these are the flaws that a stranger can use, and this one is known to be exploited")
  func attackers() {
    let anonymous = Knowledge.builtIn.vulnerabilities.filter { $0.attacker == .anonymous }
    #expect(anonymous.map(\.id).sorted() == Self.usable)
    let exploited = Knowledge.builtIn.vulnerabilities.filter { $0.kev != nil }
    #expect(exploited.map(\.id) == ["CVE-2023-39325"])
    #expect(exploited.first?.alsoKnownAs == ["CVE-2023-44487"])
    #expect(exploited.first?.kev == CalendarDay("2023-10-10"))
  }

  @Test("releases end after they begin, and ranges too")
  func order() {
    for release in Knowledge.builtIn.releases {
      if let end = release.endOfLife { #expect(release.released < end) }
      #expect(release.latestPatch.release == release.minor)
    }
    for vulnerability in Knowledge.builtIn.vulnerabilities {
      #expect(!vulnerability.affected.isEmpty || vulnerability.goAffected != nil)
      for range in vulnerability.goAffected ?? [] {
        if let fixed = range.fixedIn { #expect(range.from < fixed, "\(vulnerability.id)") }
      }
      if let score = vulnerability.cvss { #expect((0.1...10).contains(score)) }
      for range in vulnerability.affected {
        if let fixed = range.fixedIn { #expect(range.from < fixed, "\(vulnerability.id)") }
      }
    }
    for support in Knowledge.builtIn.vendorSupport {
      if let extended = support.extended { #expect(support.standard < extended) }
    }
  }

  static let ages: [(Int, Int, Bool)] = [(0, 0, false), (90, 90, false), (91, 91, true), (-10, 0, false)]

  @Test("it is stale after 90 days", arguments: ages)
  func age(_ days: Int, _ age: Int, _ isStale: Bool) {
    let time = Knowledge.builtIn.asOf.start + Double(days) * 86_400
    #expect(Knowledge.builtIn.age(at: time) == age)
    #expect(Knowledge.builtIn.isStale(at: time) == isStale)
  }

  @Test("a file with nothing in it is knowledge of nothing")
  func empty() throws {
    #expect(try Knowledge(json: Self.file("")).releases.isEmpty)
    #expect(Knowledge.none.distributions.isEmpty)
  }

  static let bad: [(String, String)] = [
    ("", "it is not JSON"), ("[]", "the file: it is not an object"), ("{", "it is not JSON"),
    ("{}", "schema: it is missing"), (#"{"schema": 3}"#, "schema: this build reads 1 to 2, not 3"),
    (#"{"schema": "1"}"#, "schema: it is not a number"),
    (#"{"schema": 1, "asOf": "yesterday"}"#, #"asOf: "yesterday" is not a date; write it as 2026-09-30"#),
    (#"{"schema": 1, "asOf": "2026-02-30"}"#, #"asOf: "2026-02-30" is not a date; write it as 2026-09-30"#),
    (#"{"schema": 1, "asOf": "2026-09-30", "sources": "x"}"#, "sources: it is not a list"),
  ]

  @Test("a bad file is refused with a sentence", arguments: bad)
  func refusal(_ text: String, _ sentence: String) {
    #expect(throws: KnowledgeError.self) { try Knowledge(json: Data(text.utf8)) }
    do { _ = try Knowledge(json: Data(text.utf8)) } catch { #expect(error.description == sentence) }
  }

  static let members: [(String, String)] = [
    (
      #""releases": [{"minor": "1.29", "released": "2023-12-13", "latestPatch": "1.29.15"}, {"minor": "129"}]"#,
      #"releases[1].minor: "129" is not a minor release such as 1.29"#
    ),
    (
      #""releases": [{"minor": "1.29", "released": "2023-12-13"}]"#, "releases[0].latestPatch: it is missing"
    ),
    (
      #""vulnerabilities": [{"id": "x", "component": "", "summary": "", "access": "", "reference": "", "affected": [{"from": "1.x"}]}]"#,
      #"vulnerabilities[0].affected[0].from: "1.x" is not a version such as 1.29.3"#
    ),
    (
      #""vulnerabilities": [{"id": "x", "component": "", "summary": "", "access": "", "sources": [], "affected": []}]"#,
      "vulnerabilities[0].attacker: it is missing"
    ),
    (
      #""vulnerabilities": [{"id": "x", "component": "", "summary": "", "access": "", "sources": [], "attacker": "", "affected": [], "goAffected": [{"from": "1"}]}]"#,
      #"vulnerabilities[0].goAffected[0].from: "1" is not a release of Go such as 1.22.5"#
    ),
    (
      #""distributions": [{"id": "x", "name": "X", "managed": true, "signs": [{"confidence": "low", "version": "{digit}"}]}]"#,
      #"distributions[0].signs[0].version: "{digit}" is not a pattern such as -gke.{digits}"#
    ),
    (
      #""distributions": [{"id": "x", "name": "X", "managed": true, "signs": [{"confidence": "low", "issuer": "kubernetes"}]}]"#,
      #"distributions[0].signs[0].issuer: "kubernetes" is not a pattern of a distinguished name such as CN=k3s,O=k3s"#
    ),
    (
      #""distributions": [{"id": "x", "name": "X", "managed": 1}]"#,
      "distributions[0].managed: it is not true or false"
    ),
  ]

  @Test("a bad member is told by its place", arguments: members)
  func place(_ member: String, _ sentence: String) {
    do {
      _ = try Knowledge(json: Self.file(member))
      Issue.record("\(member) was taken")
    } catch {
      #expect(error.description == sentence)
    }
  }

  static let accesses: [(access: String, attacker: Attacker, before: MinorRelease?)] = [
    ("unauthenticated", .anonymous, nil), ("remote", .anonymous, nil), ("anyone", .anonymous, nil),
    ("authenticated, can create pods", .authenticated, nil), ("node credentials", .node, nil),
    ("a compromised node", .node, nil), ("a hostile kubelet", .node, nil), ("a compromised pod", .pod, nil),
    ("a hostile aggregated API server", .component, nil),
    ("controls a webhook and can read logs", .component, nil),
    ("peer of a SPDY stream", .authenticated, nil),
    (
      "unauthenticated before 1.14 (default RBAC), authenticated later", .authenticated, MinorRelease(1, 14)
    ),
  ]

  @Test("a file of schema 1 is read, and who can use a flaw from its words", arguments: accesses)
  func schemaOne(_ row: (access: String, attacker: Attacker, before: MinorRelease?)) throws {
    let json = """
      {"schema": 1, "asOf": "2026-09-30", "sources": [], "caveats": [], "vendorSupport": [], "distributions": [],
       "releases": [{"minor": "1.29", "released": "2023-12-13", "latestPatch": "1.29.15"}],
       "vulnerabilities": [{"id": "CVE-1", "component": "c", "summary": "s", "access": "\(row.access)",
         "reference": "https://example.com", "affected": [{"from": "1.0.0"}]}]}
      """
    let vulnerability = try #require(try Knowledge(json: Data(json.utf8)).vulnerabilities.first)
    #expect(vulnerability.attacker == row.attacker)
    #expect(vulnerability.anonymousBefore == row.before)
    #expect(vulnerability.sources == ["https://example.com"])
  }

  static let excesses: [(member: String, sentence: String)] = [
    (
      #""sources": [\#(Array(repeating: #""a""#, count: 1_001).joined(separator: ","))]"#,
      "sources: it has 1001 entries, and at most 1000 are read"
    ),
    (
      #""vulnerabilities": [\#(flaw(score: "10.1"))]"#,
      "vulnerabilities: CVE-1 has the score 10.1, which is not between 0 and 10"
    ),
    (
      #""vulnerabilities": [\#(flaw(score: "-1"))]"#,
      "vulnerabilities: CVE-1 has the score -1.0, which is not between 0 and 10"
    ),
    (
      #""vulnerabilities": [\#(flaw(ranges: 101))]"#,
      "vulnerabilities: CVE-1 has 101 ranges, and at most 100 are read"
    ),
  ]

  static func flaw(score: String = "5", ranges: Int = 1) -> String {
    let affected = Array(repeating: #"{"from": "1.0.0"}"#, count: ranges).joined(separator: ",")
    return
      #"{"id": "CVE-1", "component": "c", "summary": "s", "access": "a", "attacker": "node", "cvss": \#(score), "#
      + #""sources": [], "affected": [\#(affected)]}"#
  }

  @Test("a file that holds more than anybody needs is refused", arguments: excesses)
  func excess(_ row: (member: String, sentence: String)) {
    do {
      _ = try Knowledge(json: Self.file(row.member))
      Issue.record("it was taken")
    } catch {
      #expect(error.description == row.sentence)
    }
  }

  @Test("a file beyond any sense is not read")
  func large() {
    let json = Data(repeating: UInt8(ascii: " "), count: Knowledge.largestFile + 1)
    do { _ = try Knowledge(json: json) } catch {
      #expect(error == .tooLarge(bytes: Knowledge.largestFile + 1))
    }
  }
}
