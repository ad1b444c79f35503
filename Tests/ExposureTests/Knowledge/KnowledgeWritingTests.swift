import Foundation
import Testing

@testable import Exposure

@Suite("A knowledge file that is written")
struct KnowledgeWritingTests {
  @Test("has the bytes of the one that the program brings along")
  func builtIn() {
    #expect(Knowledge.builtIn.json == PackageResources.knowledge_json)
  }

  @Test("is read as what was written, and written again as it is")
  func roundTrip() throws {
    let written = Knowledge.builtIn.json
    #expect(try Knowledge(json: Data(written)).json == written)
    #expect(try Knowledge(json: Data(Knowledge.none.json)).vulnerabilities.isEmpty)
  }

  @Test("of schema 1 becomes one of schema 2")
  func schemaOne() throws {
    let old = """
      {"schema": 1, "asOf": "2026-09-30", "sources": [], "caveats": [], "releases": [], "vendorSupport": [],
       "distributions": [],
       "vulnerabilities": [{"id": "CVE-2020-1", "component": "c", "summary": "s", "access": "node credentials",
         "reference": "https://example.com", "affected": [{"from": "1.0.0", "fixedIn": "1.2.3"}]}]}
      """
    let text = String(decoding: try Knowledge(json: Data(old.utf8)).json, as: UTF8.self)
    #expect(text.contains(#""attacker": "node", "access": "node credentials", "affected""#))
    #expect(text.contains(#""sources": ["https://example.com"]"#) && text.contains("\"schema\": 2"))
  }

  @Test("escapes what JSON does not hold, and keeps entries in one order")
  func escapes() throws {
    var knowledge = Knowledge.none
    knowledge.sources = ["a \"b\" \\ \n \u{1B} \u{2028} ü"]
    knowledge.vulnerabilities = Knowledge.builtIn.vulnerabilities.reversed()
    let written = try Knowledge(json: Data(knowledge.json))
    #expect(written.sources == knowledge.sources)
    knowledge.vulnerabilities.shuffle()
    #expect(knowledge.json == written.json)
  }
}
