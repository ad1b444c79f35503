import Exposure
import Foundation
import Testing

@Suite("Knowledge")
struct KnowledgeTests {
  /// A file that holds nothing but these members.
  static func file(_ members: String) -> Data {
    var parts = [#""schema": 1"#, #""asOf": "2026-09-30""#]
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
    #expect(knowledge.vulnerabilities.count == 38)
    #expect(Set(knowledge.vulnerabilities.map(\.id)).count == 38)
    #expect(Set(knowledge.distributions.map(\.id)).count == knowledge.distributions.count)
    #expect(Set(knowledge.vendorSupport.map(\.distribution)) == ["eks", "aks", "gke"])
  }

  @Test("releases end after they begin, and ranges too")
  func order() {
    for release in Knowledge.builtIn.releases {
      if let end = release.endOfLife { #expect(release.released < end) }
      #expect(release.latestPatch.release == release.minor)
    }
    for vulnerability in Knowledge.builtIn.vulnerabilities {
      #expect(!vulnerability.affected.isEmpty)
      if let score = vulnerability.cvss { #expect((0.1...10).contains(score)) }
      for range in vulnerability.affected {
        if let fixed = range.fixedIn { #expect(range.from < fixed, "\(vulnerability.id)") }
      }
    }
    for support in Knowledge.builtIn.vendorSupport {
      if let extended = support.extended { #expect(support.standard < extended) }
    }
  }

  static let ages: [(Int, Int, Bool)] = [(0, 0, false), (180, 180, false), (181, 181, true), (-10, 0, false)]

  @Test("it is stale after 180 days", arguments: ages)
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
    ("{}", "schema: it is missing"), (#"{"schema": 2}"#, "schema: this build reads 1, not 2"),
    (#"{"schema": "1"}"#, "schema: it is not a number"),
    (#"{"schema": 1, "asOf": "yesterday"}"#, #"asOf: "yesterday" is not a day such as 2026-09-30"#),
    (#"{"schema": 1, "asOf": "2026-02-30"}"#, #"asOf: "2026-02-30" is not a day such as 2026-09-30"#),
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

  @Test("a file beyond any sense is not read")
  func large() {
    let json = Data(repeating: UInt8(ascii: " "), count: Knowledge.largestFile + 1)
    do { _ = try Knowledge(json: json) } catch {
      #expect(error == .tooLarge(bytes: Knowledge.largestFile + 1))
    }
  }
}
