import Testing

@testable import Exposure

@Suite("A JSON text, taken apart")
struct JSONDocumentTests {
  private func document(_ text: some StringProtocol) throws -> JSONDocument {
    let json = JSONDocument()
    try json.read(Array(text.utf8)[...])
    return json
  }

  @Test(
    "is JSON by the grammar of RFC 8259",
    arguments: [
      "{}", "[]", " [ ] ", "\"\"", "0", "-0", "10", "-1.5e+3", "1E9", "true", "false", "null", "[1,2]",
      "[[],{}]",
      #"{"a":1,"b":[{"c":null}]}"#, "\t{ \"a\" : 1 , \"b\" : 2 }\r\n", #""\"\\\/\b\f\n\r\t\u00e9""#,
      "\"é\u{1F600}\"", "\"\u{1}\t\n\"",
      "\u{FEFF}{}", String(repeating: "[", count: 512) + String(repeating: "]", count: 512),
    ])
  func valid(text: String) {
    #expect(throws: Never.self) { try document(text) }
  }

  @Test(
    "is none where anything is missing, too much or of another language",
    arguments: [
      "", " ", "{", "}", "[1,]", "[,1]", "[1 2]", "{,}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{a:1}"#,
      "{1:1}", "'a'",
      "01", "1.", ".5", "+1", "1e", "1e+", "-", "0x1", "NaN", "Infinity", "tru", "nul", "True", "[1]]",
      "{}{}", "1 1",
      "\"", "\"a", #""\""#, #""\x""#, #""\u12""#, #""\u12g4""#, "// a\n1", "[1",
      #"{"a":[}"#, #"[{]}"#,
      String(repeating: "[", count: 513) + String(repeating: "]", count: 513),
    ])
  func invalid(text: String) {
    let error = #expect(throws: JSONReadError.self) { try document(text) }
    #expect(error?.problem == .notJSON)
  }

  @Test(
    "gives texts with their escapes undone",
    arguments: [
      ("plain", "plain"), ("é\u{1F600}", "é\u{1F600}"), (#"a\"b\\c\/d"#, #"a"b\c/d"#),
      (#"\b\f\n\r\t"#, "\u{8}\u{C}\n\r\t"),
      (#"\u00e9\u00E9\u0000"#, "éé\0"), (#"\ud83d\ude00"#, "\u{1F600}"),
    ])
  func texts(escaped: String, text: String) throws {
    #expect(try document("\"\(escaped)\"").text(0) == text)
  }

  @Test(
    "a surrogate alone is no text",
    arguments: [#"\ud83d"#, #"\ude00"#, #"\ud83d\ud83d"#, #"\ud83dx"#, #"\ud83d\n"#, #"\ude00\ud83d"#])
  func surrogates(escaped: String) throws {
    let json = try document("\"\(escaped)\"")
    #expect(throws: JSONReadError.self) { try json.text(0) }
  }

  @Test(
    "a whole number is one however it is written",
    arguments: [
      ("0", 0), ("-0", 0), ("42", 42), ("-7", -7), ("1.0", 1), ("2e3", 2000), ("9223372036854775807", .max),
      ("1.5", nil), ("9223372036854775808", nil), ("1e99", nil),
    ] as [(String, Int64?)])
  func numbers(text: String, number: Int64?) throws {
    let json = try document(text)
    #expect((try? json.number(0)) == number)
  }

  @Test("members are found by name in any order, and null is as if there were none")
  func members() throws {
    let json = try document(#"{"a":1,"skipped":{"c":[1,{"b":9}]},"b":null,"c":3}"#)
    var members = try JSONMembers(json, at: 0)
    for (name, number) in [("c", 3), ("a", 1), ("c", 3), ("b", nil), ("d", nil)] as [(String, Int64?)] {
      let place = members.place(of: Array(name.utf8))
      #expect(try place.map { try json.number($0) } == number)
    }
    #expect(members.has(Array("b".utf8)))
    #expect(!members.has(Array("d".utf8)))
  }
}
