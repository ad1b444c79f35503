import Exposure
import Targets
import Testing

@testable import Reporting

@Suite("CSV with columns for labels, and for Excel")
struct CSVSettingsTests {
  private static let labelled = Observation.sample(
    .refused,
    target: .sample(labels: [
      Label(key: "cluster", value: "prod"), Label(key: "owner", value: "a"), Label(key: "owner", value: "b"),
      Label(key: "empty", value: ""),
    ]))

  @Test("columns of labels stand behind all others, in the order in which they are asked for")
  func columns() throws {
    let writer = CSVWriter(CSVSettings(labelColumns: ["owner", "cluster", "site", "empty"]))
    let rows = try CSVDocument(writer.file([Self.labelled, .sample(.refused)])).rows
    let first = Column.allCases.count
    #expect(
      rows.map { Array($0[first...]) } == [
        ["label_owner", "label_cluster", "label_site", "label_empty"],
        ["a b", "prod", "", ""],
        ["", "", "", ""],
      ])
    #expect(rows[0][..<first].elementsEqual(Column.allCases.map(\.name)))
  }

  @Test("whatever a key or a value is, it is one cell that nothing runs", arguments: HostileText.all)
  func hostile(_ hostile: HostileText) throws {
    for dialect in CSVDialect.allCases {
      let writer = CSVWriter(CSVSettings(labelColumns: [hostile.text, "k"], dialect: dialect))
      let bytes = writer.file([
        .sample(.refused, target: .sample(labels: [Label(key: hostile.text, value: hostile.text)]))
      ])
      #expect(bytes.filter { $0 == 0x0A }.count == 2)
      guard dialect == .standard else { continue }
      let rows = try CSVDocument(bytes).rows
      #expect(rows.map(\.count) == [Column.allCases.count + 2, Column.allCases.count + 2])
      #expect(rows.joined().allSatisfy { !TextSanitiser.startsFormula($0) })
    }
  }

  @Test("the default is RFC 4180: no byte order mark, commas")
  func standard() {
    #expect(CSVWriter().header.starts(with: Array("scanned_at,target,".utf8)))
    #expect(CSVWriter(CSVSettings(dialect: .standard)).header == CSVWriter().header)
  }

  @Test(
    "for Excel a byte order mark comes first, semicolons stand between, and cells with either separator are quoted"
  )
  func excel() {
    let writer = CSVWriter(CSVSettings(labelColumns: ["k"], dialect: .excel))
    #expect(writer.header.starts(with: [0xEF, 0xBB, 0xBF] + Array("scanned_at;target;labels;".utf8)))
    #expect(String(decoding: writer.header, as: UTF8.self).hasSuffix(";last_changed;label_k\r\n"))
    let row = writer.row(.sample(.refused, target: .sample("a;=1", labels: [Label(key: "k", value: "x,y")])))
    #expect(row.hasPrefix("2026-11-23T22:04:55Z;\"a;'=1\";\"k=x,y\";192.0.2.1;6443;closed;"))
    #expect(row.hasSuffix(";\"x,y\"\r\n"))
  }

  @Test("both dialects have the same cells", arguments: HostileText.all)
  func dialects(_ hostile: HostileText) throws {
    let standard = try CSVDocument(CSVWriter().file([.hostile(hostile.text)])).rows
    let excel = CSVWriter(CSVSettings(dialect: .excel)).file([.hostile(hostile.text)])
    // Within quotes a separator is text: where those outside become commas, it is the standard dialect.
    var isQuoted = false
    let translated = excel.dropFirst(3).map { byte in
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      return byte == UInt8(ascii: ";") && !isQuoted ? UInt8(ascii: ",") : byte
    }
    #expect(try CSVDocument(translated).rows == standard)
  }

  @Test(
    "labels are asked for by their keys, or all of them",
    arguments: [
      ("cluster", .keys(["cluster"])), ("cluster,owner", .keys(["cluster", "owner"])), ("all", .all),
      ("ALL", .keys(["ALL"])), ("a b", .keys(["a b"])),
    ] as [(String, LabelColumns)])
  func asked(text: String, expected: LabelColumns) throws {
    #expect(try LabelColumns(text) == expected)
    #expect(expected.description == text)
  }

  @Test(
    "what names no column is refused",
    arguments: [
      ("", .emptyKey), (",", .emptyKey), ("a,", .emptyKey), ("a,b,a", .repeated("a")),
      ((0...LabelColumns.most).map { "k\($0)" }.joined(separator: ","), .tooMany),
    ] as [(String, LabelColumnsError)])
  func refused(text: String, error: LabelColumnsError) {
    #expect(throws: error) { try LabelColumns(text) }
  }

  @Test("keys come in the order in which they stand first, and no more than there may be columns")
  func keys() throws {
    var keys = LabelKeys()
    try keys.add([Label(key: "b", value: "1"), Label(key: "a", value: "2")])
    try keys.add([Label(key: "a", value: "3"), Label(key: "c", value: "4")])
    #expect(keys.keys == ["b", "a", "c"])
    let many = (0...LabelColumns.most).map { Label(key: "k\($0)", value: "") }
    #expect(throws: LabelColumnsError.tooMany) { try keys.add(many) }
  }
}
