import Foundation
import Testing

@testable import Reporting

@Suite("JSON")
struct JSONTextTests {
  @Test(
    "a string is escaped where JSON asks for it, and where a terminal would be steered",
    arguments: [
      ("", #""""#),
      ("plain ~", #""plain ~""#),
      ("say \"hi\" \\ /", #""say \"hi\" \\ /""#),
      ("a\nb\r\n\tc", #""a\nb\r\n\tc""#),
      ("\u{0}\u{1}\u{8}\u{C}\u{1B}[31m\u{7F}", #""\u0000\u0001\u0008\u000c\u001b[31m\u007f""#),
      ("é漢😀", #""é漢😀""#),
      ("é\"\\\n漢", #""é\"\\\n漢""#),
      ("\u{85}\u{9B}", #""\u0085\u009b""#),
      ("\u{2028}\u{2029}", #""\u2028\u2029""#),
      ("a\u{202E}b\u{200B}c\u{FEFF}", #""a\u202eb\u200bc\ufeff""#),
      ("\u{E0001}", #""\udb40\udc01""#),
    ])
  func strings(text: String, expected: String) throws {
    #expect(json { $0.string(text) } == expected)
    #expect(try JSONDecoder().decode(String.self, from: Data(expected.utf8)) == text)
  }

  @Test("every scalar up to U+3000 comes back as it was")
  func scalars() throws {
    let text = String(String.UnicodeScalarView((0...0x3000).compactMap(Unicode.Scalar.init)))
    let written = json { $0.string(text) }
    #expect(try JSONDecoder().decode(String.self, from: Data(written.utf8)) == text)
    #expect(!written.unicodeScalars.contains(where: TextSanitiser.isHidden))
  }

  @Test(
    "a long string comes back as it was, whatever ends its plain beginning",
    arguments: ["", "\u{1}", "é", "\""])
  func long(end: String) throws {
    let text = String(repeating: "a\"", count: 50_000) + end + "z"
    let written = json { $0.string(text) }
    #expect(try JSONDecoder().decode(String.self, from: Data(written.utf8)) == text)
  }

  @Test("numbers, truth and lists")
  func values() {
    #expect(
      json { [Int64.min, -1, 0, 7, .max].write(to: &$0) }
        == "[-9223372036854775808,-1,0,7,9223372036854775807]")
    #expect(json { [true, false].write(to: &$0) } == "[true,false]")
    #expect(json { [String]().write(to: &$0) } == "[]")
    #expect(json { [[String]](repeating: [], count: 2).write(to: &$0) } == "[[],[]]")
    #expect(json { ["{", "["].write(to: &$0) } == #"["{","["]"#)
  }

  private struct Members: JSONObject {
    static let fields: [JSONField<Members>] = [
      .written(.target) { _ in "[" }, .written(.cves) { _ in String?.none }, .written("n") { _ in [1, 2] },
      .written("empty") { _ in [Int]() }, .written(.attempts) { _ in Int?.some(2) },
    ]
  }

  @Test("members are separated by commas, and unknown ones are left out")
  func objects() {
    let written = json { Members().write(to: &$0) }
    #expect(written == #"{"target":"[","n":[1,2],"empty":[],"attempts":2}"#)
    #expect(json { $0.object { _ in } } == "{}")
  }

  private func json(_ write: (inout JSONText) -> Void) -> String {
    var json = JSONText()
    write(&json)
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
