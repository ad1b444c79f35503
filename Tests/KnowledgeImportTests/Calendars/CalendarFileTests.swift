import Exposure
import Testing

@testable import KnowledgeImport

@Suite("A calendar of endoflife.date")
struct CalendarFileTests {
  static func read(
    _ text: String, name: String = "file.json", given: CalendarProduct? = nil
  ) throws -> CalendarFile {
    try CalendarFile(try #require(JSONNode(Array(text.utf8)[...])), name: name, given: given)
  }

  static func classic(_ latest: String?, cycle: String = "1.34") -> String {
    let patch = latest.map { #", "latest": "\#($0)", "latestReleaseDate": "2025-11-11""# } ?? ""
    return #"[{"cycle": "\#(cycle)", "releaseDate": "2025-08-27", "eol": "2026-10-27"\#(patch)}]"#
  }

  static let products: [(latest: String?, cycle: String, name: String, product: CalendarProduct)] = [
    ("1.34.2", "1.34", "x.json", .kubernetes), ("1.34-eks-10", "1.34", "x.json", .eks),
    ("1.34.4-gke.1047000", "1.34", "x.json", .gke), ("4.18.18", "4.18", "x.json", .openshift),
    (nil, "1.34", "azure-kubernetes-service.json", .aks), (nil, "1.34", "aks.json", .aks),
    // What the fields show counts before the name.
    ("1.34-eks-10", "1.34", "kubernetes.json", .eks),
  ]

  @Test("is told apart by its newest releases, or by its name", arguments: products)
  func product(_ row: (latest: String?, cycle: String, name: String, product: CalendarProduct)) throws {
    #expect(try Self.read(Self.classic(row.latest, cycle: row.cycle), name: row.name).product == row.product)
  }

  @Test("that cannot be told is refused, unless its product is given")
  func unknown() throws {
    #expect(throws: ImportError.unknownProduct) { try Self.read(Self.classic(nil)) }
    #expect(try Self.read(Self.classic(nil), given: .aks).product == .aks)
    #expect(throws: ImportError.otherProduct("ubuntu")) { try Self.read(Samples.versionOne("ubuntu")) }
  }

  @Test("has days, or none where they are true or false")
  func days() throws {
    let text =
      #"[{"cycle": "1.34", "releaseDate": "2025-08-27", "eol": false, "extendedSupport": true, "latest": "1.34.1"}]"#
    let row = try #require(try Self.read(text).rows.first)
    #expect(row.end == nil && row.extended == nil && row.released == CalendarDay("2025-08-27"))
    let file = try Self.read(Samples.versionOne())
    #expect(file.product == .eks && file.day == CalendarDay("2026-11-21"))
    #expect(file.rows.map(\.extended) == [CalendarDay("2029-01-02"), CalendarDay("2028-08-03")])
    #expect(try Self.read(Samples.kubernetesCalendar).day == CalendarDay("2026-11-12"))
  }
}
