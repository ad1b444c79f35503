import Exposure
import Foundation
import Testing

@testable import Reporting

@Suite("Controls in SARIF")
struct SARIFTaxonomyTests {
  private func run(_ observations: [Observation]) throws -> [String: Any] {
    let text = try SARIFWriter(.sample()).document(observations)
    let log = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    return try #require((log?["runs"] as? [[String: Any]])?.first)
  }

  @Test("each framework is a taxonomy with its controls, and the tool says that it supports them")
  func taxonomies() throws {
    let run = try run([])
    let taxonomies = try #require(run["taxonomies"] as? [[String: Any]])
    #expect(taxonomies.map { $0["name"] as? String } == ControlCatalogue.builtIn.frameworks.map(\.id))
    let taxa = taxonomies.flatMap { $0["taxa"] as? [[String: Any]] ?? [] }
    #expect(Set(taxa.compactMap { $0["id"] as? String }) == Set(ControlCatalogue.builtIn.controls.map(\.id)))
    let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
    let supported = try #require(driver["supportedTaxonomies"] as? [[String: Any]])
    #expect(supported.map { $0["name"] as? String } == taxonomies.map { $0["name"] as? String })
    #expect(supported.map { $0["index"] as? Int } == Array(taxonomies.indices))
  }

  @Test("a result refers to the controls of its finding, and a rule to those that it can be about")
  func references() throws {
    let run = try run([.leaking(), .lockedDown()])
    let taxonomies = try #require(run["taxonomies"] as? [[String: Any]])
    let results = try #require(run["results"] as? [[String: Any]])
    let result = try #require(results.first { $0["ruleId"] as? String == "anonymous-version" })
    let tags = try #require((result["properties"] as? [String: Any])?["tags"] as? [String])
    #expect(tags.contains("STIG-V-242390") && tags.contains("OWASP-K06:2025"))
    #expect(try ids(result["taxa"], in: taxonomies) == tags)
    let rules = try #require(
      ((run["tool"] as? [String: Any])?["driver"] as? [String: Any])?["rules"] as? [[String: Any]])
    for rule in rules {
      let relationships = rule["relationships"] as? [[String: Any]] ?? []
      let ruleTags = (rule["properties"] as? [String: Any])?["tags"] as? [String] ?? []
      // GitHub takes twenty tags of a rule (GitHub Docs, "SARIF support for code scanning", limits).
      #expect(ruleTags.count <= 20, "\(rule["id"] ?? "")")
      let related = try ids(relationships.compactMap { $0["target"] }, in: taxonomies)
      #expect(Set(ruleTags).subtracting(related) == ["security", "kubernetes"])
    }
  }

  /// The identifiers that references lead to, by their numbers.
  private func ids(_ references: Any?, in taxonomies: [[String: Any]]) throws -> [String] {
    try (references as? [[String: Any]] ?? []).map { reference in
      let component = try #require((reference["toolComponent"] as? [String: Any])?["index"] as? Int)
      let index = try #require(reference["index"] as? Int)
      let taxa = try #require(taxonomies[component]["taxa"] as? [[String: Any]])
      let id = try #require(taxa[index]["id"] as? String)
      #expect(reference["id"] as? String == id)
      return id
    }
  }
}
