import Exposure
import Targets
import Testing

@testable import Reporting

@Suite("CSV")
struct CSVWriterTests {
  @Test("a file without rows is the header, ended by CRLF")
  func header() throws {
    let header = CSVWriter().header
    #expect(header.suffix(2) == [0x0D, 0x0A])
    #expect(header.filter { $0 == 0x0A }.count == 1)
    #expect(try CSVDocument(header).rows == [Column.allCases.map(\.name)])
  }

  @Test("a row is one line in the order of the header, ended by CRLF")
  func row() {
    #expect(
      CSVWriter().row(.sample(.refused))
        == "2026-11-23T22:04:55Z,192.0.2.1,,192.0.2.1,6443,closed,unreachable,none,"
        + ",,,,,,,,,,,,,,,,,,,,1,connection refused,,,,No finding: the connection was refused.,,,,,\r\n")
  }

  @Test("rows go behind what the buffer holds")
  func appending() {
    var bytes: [UInt8] = Array("before".utf8)
    CSVWriter().append(.sample(.refused), assess(.sample(.refused)), to: &bytes)
    CSVWriter().append(.sample(.timedOut), assess(.sample(.timedOut)), to: &bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text == "before" + CSVWriter().row(.sample(.refused)) + CSVWriter().row(.sample(.timedOut)))
  }

  @Test(
    "a cell is quoted where it has to be",
    arguments: [
      ("plain", "plain"),
      ("with space", "with space"),
      ("a,b", "\"a,b\""),
      ("say \"hi\"", "\"say \"\"hi\"\"\""),
      ("\"", "\"\"\"\""),
      (",", "\",\""),
      ("a;b", "a;b"),
      ("a\r\nb", "a b"),
      ("a\tb", "a b"),
      ("漢字", "漢字"),
      ("漢,字", "\"漢,字\""),
    ])
  func quoting(text: String, cell: String) {
    #expect(target(text) == cell)
  }

  @Test(
    "a cell that a spreadsheet would run begins with an apostrophe",
    arguments: [
      ("=1+1", "'=1+1"),
      ("+1", "'+1"),
      ("-1", "'-1"),
      ("@SUM(A1)", "'@SUM(A1)"),
      ("\t=1", "' =1"),
      ("\rx", "' x"),
      ("\nx", "' x"),
      (" =1", "' =1"),
      ("\u{A0}=1", "'\u{A0}=1"),
      ("\u{FF1D}1", "'\u{FF1D}1"),
      ("\u{FF0B}1", "'\u{FF0B}1"),
      ("\u{FF0D}1", "'\u{FF0D}1"),
      ("\u{FF20}1", "'\u{FF20}1"),
      ("\u{200B}=1", "'\\u{200b}=1"),
      ("\u{0}=1", "'\\x00=1"),
      ("=a,b", "\"'=a,b\""),
      ("=\"x\"", "\"'=\"\"x\"\"\""),
      ("1=1", "1=1"),
      ("a-b", "a-b"),
      ("", ""),
      (" ", " "),
      ("'=1", "'=1"),
    ])
  func formulas(text: String, cell: String) {
    #expect(target(text) == cell)
  }

  @Test(
    "so does every piece of a cell that would be a cell of its own where the semicolon separates",
    arguments: [
      ("a;=1+1", "a;'=1+1"),
      (";=1+1;", ";'=1+1;"),
      ("a;@SUM(1+1);-b", "a;'@SUM(1+1);'-b"),
      ("a,=1", "\"a,'=1\""),
      ("a;,+1", "\"a;,'+1\""),
      ("a; \u{A0}=1", "a;' \u{A0}=1"),
      ("a;\u{FF1D}1", "a;'\u{FF1D}1"),
      ("a;\u{A0}\u{FF0B}1", "a;'\u{A0}\u{FF0B}1"),
      ("a;\"=1", "\"a;'\"\"=1\""),
      ("a;\"\" =1", "\"a;'\"\"\"\" =1\""),
      ("a;\t=1", "a;' =1"),
      ("a\t=1", "a =1"),
      ("a;\r\n-1", "a;' -1"),
      ("=1;=1", "'=1;'=1"),
      ("a;\u{200B}=1", "a;\\u{200b}=1"),
      ("a;b=1", "a;b=1"),
      ("a;'=1", "a;'=1"),
      ("a; ", "a; "),
      ("ü;ü", "ü;ü"),
    ])
  func formulasBehindSeparators(text: String, cell: String) {
    #expect(target(text) == cell)
  }

  @Test(
    "no cell is run, whichever separator a spreadsheet takes", arguments: [",", ";", "\t"] as [Character])
  func separators(separator: Character) {
    let texts = HostileText.all.map(\.text)
    let nested = texts.flatMap { ["x;\($0)", "x,\"\($0)", ";\($0);\($0)"] }
    for text in texts + nested {
      let row = CSVWriter().row(.hostile(text))
      for cell in Self.cells(of: row, by: separator) {
        let begin = cell.unicodeScalars.first { !$0.properties.isWhitespace }
        #expect(begin.map { !"=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains($0) } ?? true)
      }
    }
  }

  /// The cells as a spreadsheet takes them: a quote opens only at the start of a cell, and text behind the closing one
  /// belongs to the cell.
  private static func cells(of row: String, by separator: Character) -> [String] {
    var cells = [""]
    var isQuoted = false
    var isStart = true
    for character in row.replacing("\r\n", with: "") {
      if character == "\"" && (isStart || isQuoted) {
        isQuoted.toggle()
      } else if character == separator && !isQuoted {
        cells.append("")
        isStart = true
        continue
      } else {
        cells[cells.count - 1].append(character)
      }
      isStart = false
    }
    return cells
  }

  @Test("whatever a stranger sends, it is one row with a cell for each column", arguments: HostileText.all)
  func hostile(_ hostile: HostileText) throws {
    let observation = Observation.hostile(hostile.text)
    let bytes = CSVWriter.rows([observation, .sample(.refused)])
    let document = try CSVDocument(bytes)
    #expect(document.rows.map(\.count) == Array(repeating: Column.allCases.count, count: 3))
    #expect(bytes.filter { $0 == 0x0A }.count == 3)
    for cell in document.rows[1] {
      #expect(!cell.unicodeScalars.contains { TextSanitiser.isHidden($0) || TextSanitiser.isLineSpace($0) })
      #expect(!TextSanitiser.startsFormula(cell))
      // One more for each second character where it is a separator, one for the start, one for the ellipsis.
      #expect(cell.unicodeScalars.count <= CellLimit.list * 3 / 2 + 2)
    }
  }

  @Test(
    "addresses are written as everywhere else",
    arguments: ["0.0.0.0", "255.255.255.255", "192.0.2.10", "::", "2001:db8::1", "::ffff:192.0.2.1"])
  func addresses(text: String) throws {
    let address = try #require(IPAddress(text))
    let row = CSVWriter().row(.sample(.refused, address: address))
    #expect(row.contains(",\(text),6443,"))
  }

  private func target(_ text: String) -> String {
    let row = CSVWriter().row(.sample(.refused, target: .sample(text)))
    // The line feed and the carriage return before it are one Character.
    let rest = CSVWriter().row(.sample(.refused)).dropFirst("2026-11-23T22:04:55Z,192.0.2.1".count)
    return String(row.dropFirst("2026-11-23T22:04:55Z,".count).dropLast(rest.count))
  }
}
