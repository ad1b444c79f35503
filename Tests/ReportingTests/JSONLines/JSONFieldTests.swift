import Exposure
import Foundation
import Testing

@testable import Reporting

@Suite("The tables of JSON Lines")
struct JSONFieldTests {
  /// `docs/output.md`, the part on JSON Lines.
  private static func page() throws -> String {
    let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/output.md")
    let text = try String(contentsOf: page.standardizedFileURL, encoding: .utf8)
    let start = try #require(text.range(of: "## JSON Lines\n")).lowerBound
    let end = try #require(text.range(of: "### Events of `watch`")).lowerBound
    return String(text[start..<end])
  }

  /// The keys in the first column of the table below a heading row, in its order.
  private static func keys(below heading: String) throws -> [String] {
    let page = try page()
    let start = try #require(page.range(of: "| \(heading) | content |\n|---|---|\n", options: .backwards))
    return page[start.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { $0.hasPrefix("|") }
      .flatMap { row in
        row.dropFirst(2).prefix { $0 != "|" }.matches(of: /`([a-z_]+)`/).map { String($0.1) }
      }
  }

  @Test("docs/output.md lists the facts of a line, and no other key")
  func facts() throws {
    let facts = ObservationLine.fields.filter(\.isFact).map(\.name)
    #expect(Set(try Self.keys(below: "key")) == Set(facts))
    #expect(Set(facts).count == facts.count)
  }

  @Test("docs/output.md names what follows from the facts above the table of facts")
  func judgements() throws {
    let page = try Self.page()
    let above = page[..<(try #require(page.range(of: "The facts are these keys"))).lowerBound]
    let missing = ObservationLine.fields.filter { !$0.isFact && !above.contains("`\($0.name)`") }
    #expect(missing.map(\.name) == [])
  }

  @Test("docs/output.md lists the facts of a handshake, in their order")
  func handshake() throws {
    #expect(try Self.keys(below: "key of `tls`") == TLSFacts.fields.map(\.name))
  }

  @Test("docs/output.md gives the members of each object, in their order")
  func members() throws {
    let page = try Self.page()
    // `tls` has a table of its own, and `loopback_certificate` refers to it.
    let own = ObservationLine.fields.filter { !["tls", "loopback_certificate"].contains($0.name) }
    let inner = TLSFacts.fields.map { ($0.name, $0.members) } + Response.fields.map { ($0.name, $0.members) }
    for (name, members) in own.map({ ($0.name, $0.members) }) + inner where !members.isEmpty {
      let rest = try #require(page.range(of: "`\(name)`").map { page[$0.upperBound...] }, "\(name)")
      let row = rest.prefix { $0 != "\n" }
      #expect(row.contains("`{\(members.joined(separator: ", "))}`"), "\(name)")
    }
  }
}
