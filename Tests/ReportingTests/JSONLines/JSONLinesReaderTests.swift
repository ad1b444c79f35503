import Exposure
import Targets
import Fixtures
import Foundation
import Testing

@testable import Reporting

@Suite("JSON Lines, read")
struct JSONLinesReaderTests {
  private static let line = JSONLinesWriter().row(.complete)

  @Test(
    "a line that is no observation is refused with its number and the reason",
    arguments: [
      ("{", "it cannot be read as JSON"),
      ("[]", "it is of another kind than expected"),
      ("7", "it is of another kind than expected"),
      ("scanned_at,target", "it cannot be read as JSON"),
      ("{}", "schema is missing"),
      (#"{"schema":"1"}"#, "schema is of another kind than expected"),
      (#"{"schema":0}"#, #"schema cannot be "0""#), (#"{"schema":3}"#, #"schema cannot be "3""#),
      (#"{"schema":2}"#, "scanned_at is missing"),
      (#"{"schema":1}"#, "scanned_at is missing"),
    ])
  func broken(line: String, reason: String) throws {
    let reader = try reader(Self.line + line + "\n" + Self.line)
    #expect(try reader.next() == .complete)
    #expect(throws: JSONLinesError.badLine(file: "scan.jsonl", line: 2, reason: reason)) { try reader.next() }
    #expect(try reader.next() == .complete)
    #expect(try reader.next() == nil)
  }

  @Test(
    "a fact that cannot be one is named",
    arguments: [
      (#""2026-11-23T22:04:55Z""#, #""yesterday""#, #"scanned_at cannot be "yesterday""#),
      (#""port":6443"#, #""port":0"#, #"port cannot be "0""#),
      (#""address":"2001:db8::1""#, #""address":"2001:db8::g""#, #"address cannot be "2001:db8::g""#),
      (#""attempts":2"#, #""attempts":-2"#, #"attempts cannot be "-2""#),
      (#""latency_ms":23"#, #""latency_ms":-23"#, #"latency_ms cannot be "-23""#),
      (#""status":200"#, #""status":20"#, #"status of /version cannot be "20""#),
      (#""outcome":"connected""#, #""outcome":"won""#, #"connection.outcome cannot be "won""#),
      (#""outcome":"established""#, #""outcome":"won""#, #"tls.handshake.outcome cannot be "won""#),
      (
        #""not_before":"2026-11-22T22:04:55Z""#, #""not_before":"2026-02-30T22:04:55Z""#,
        #"tls.certificate.not_before cannot be "2026-02-30T22:04:55Z""#
      ),
      (#""path":"/version","#, "", "responses[0].path is missing"),
      (#""status":200"#, #""status":"200""#, "responses[0].status is of another kind than expected"),
      (#""port":6443"#, #""port":65536"#, #"port cannot be "65536""#),
      (
        #""transport":"tls""#, #""transport":"carrier pigeon""#,
        #"transport cannot be "carrier pigeon""#
      ),
      (#""alert":112"#, #""alert":256"#, #"tls.alert cannot be "256""#),
      (#""port":6443"#, #""port":6443.5"#, #"port cannot be "6443.5""#),
    ])
  func impossible(fact: String, replacement: String, reason: String) throws {
    let changed = try #require(Self.line.range(of: fact)).lowerBound
    let line =
      Self.line[..<changed] + Self.line[changed...].replacing(fact, with: replacement, maxReplacements: 1)
    let error = #expect(throws: JSONLinesError.self) { try reader(String(line)).next() }
    #expect(error == .badLine(file: "scan.jsonl", line: 1, reason: reason))
  }

  @Test("a target or labels longer than a list allows are refused, and those that it allows are read")
  func longEntries() throws {
    let allowed = ObservationLine.longestEntry
    for (member, count) in [
      ("labels", allowed + 1), ("labels", allowed), ("target", allowed + 1), ("server_name", allowed + 1),
    ] {
      var observation = Observation.complete
      let text = String(repeating: "a", count: count - 1)
      let target =
        switch member {
        case "target": Target(text: text + "b")
        case "server_name": Target(text: "a", serverName: text + "b")
        default: Target(text: "a", labels: [Label(key: "k", value: text)])
        }
      observation.endpoint = Endpoint(target: target, address: nil, port: 6443, transport: .tls)
      var bytes: [UInt8] = []
      JSONLinesWriter().append(observation, assess(observation), to: &bytes)
      let reader = try reader(String(decoding: bytes, as: UTF8.self))
      guard count > allowed else {
        #expect(try reader.next()?.endpoint.target.labels.first?.value == text)
        continue
      }
      let reason = "\(member) cannot be \"\(count) bytes, of at most \(allowed)\""
      #expect(throws: JSONLinesError.badLine(file: "scan.jsonl", line: 1, reason: reason)) {
        try reader.next()
      }
    }
  }

  @Test("bytes that are no UTF-8 are refused, and the next line is read")
  func invalidUTF8() throws {
    let directory = try TemporaryDirectory()
    let line = Array(Self.line.utf8)
    let name = Array("api.example.com".utf8)
    let start = try #require(line.firstRange(of: name)).lowerBound
    for bad: [UInt8] in [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80]] {
      let path = directory.file("bad.jsonl")
      try Data(line[..<start] + bad + line[start...] + line).write(to: URL(fileURLWithPath: path))
      let reader = try JSONLinesReader(path: path)
      #expect(throws: JSONLinesError.badLine(file: path, line: 1, reason: "it cannot be read as JSON")) {
        try reader.next()
      }
      #expect(try reader.next() == .complete)
    }
  }

  @Test(
    "blank lines, CRLF, a byte order mark and a missing last line end pass",
    arguments: [
      "\n\n\(line)\n \t\n\(line)", "\(line)\r\n\r\n\(line)", "\u{FEFF}\(line)\(line)",
      "\(line)\(line)".dropLast(1),
    ] as [any StringProtocol & Sendable])
  func lenient(text: any StringProtocol & Sendable) throws {
    let reader = try reader(String(text).replacing("\n\r\n", with: "\r\n"))
    #expect(try reader.next() == .complete)
    #expect(try reader.next() == .complete)
    #expect(try reader.next() == nil)
    #expect(try reader.next() == nil)
  }

  @Test("keys that are not known pass: a later version may add some")
  func unknownKeys() throws {
    let reader = try reader(#"{"later":[{"a":null}],"# + Self.line.dropFirst())
    #expect(try reader.next() == .complete)
  }

  @Test("a verdict in the file is not believed")
  func verdict() throws {
    let line = Self.line.replacing(#""verdict":"version_leak""#, with: #""verdict":"locked_down""#)
    let observation = try #require(try reader(line).next())
    #expect(assess(observation).verdict == .versionLeak)
  }

  @Test("no beginning of a line and no line with a byte changed does any harm")
  func damaged() throws {
    let line = Array(JSONLinesWriter().row(.complete).utf8)
    for end in line.indices.dropLast() {
      #expect(throws: JSONReadError.self) { try JSONDocument().read(line[..<end]) }
    }
    for index in stride(from: 0, to: line.count, by: 7) {
      for byte: UInt8 in [0x00, 0x22, 0x5C, 0x7B, 0x5D, 0xFF] {
        var changed = line
        changed[index] = byte
        let json = JSONDocument()
        if (try? json.read(changed[...])) != nil { _ = try? ObservationLine.read(json) }
      }
    }
  }

  @Test("an error says where it happened")
  func path() {
    #expect(
      JSONReadError.missing.within("status").within(2).within("responses").description
        == "responses[2].status is missing")
    #expect(JSONReadError.otherKind.description == "it is of another kind than expected")
  }

  @Test("an empty file has no observations")
  func empty() throws {
    #expect(try reader("").next() == nil)
    #expect(try reader("\n\n").next() == nil)
  }

  @Test("a line without end is refused with bounded memory, and the next is read")
  func endless() throws {
    let endless = String(repeating: "x", count: JSONLinesReader.lineLimit + 200_000)
    let reader = try reader("\(Self.line)\(endless)\n\(Self.line)\(endless)")
    let reason = "it is longer than 4,194,304 bytes"
    #expect(try reader.next() == .complete)
    #expect(throws: JSONLinesError.badLine(file: "scan.jsonl", line: 2, reason: reason)) { try reader.next() }
    #expect(try reader.next() == .complete)
    #expect(throws: JSONLinesError.badLine(file: "scan.jsonl", line: 4, reason: reason)) { try reader.next() }
    #expect(try reader.next() == nil)
  }

  @Test("deep nesting is refused")
  func nesting() throws {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: JSONLinesError.self) { try reader(#"{"schema":"# + deep).next() }
  }

  @Test("the end record of a shard is no row, and says how many there should be", arguments: [1, 2])
  func endRecord(rows: UInt64) throws {
    let end = #"{"schema":2,"end":{"number":1,"count":2,"list":"ab","rows":1}}"# + "\n"
    let mark =
      #""shard":{"number":1,"count":2,"list":"ab","endpoints":7,"end_record":true},"target_transport""#
    let row = Self.line.replacing(/"shard":\{[^}]*\},"target_transport"/, with: mark)
    let reader = try reader(String(repeating: row, count: Int(rows)) + end)
    var count = 0
    while try reader.next() != nil { count += 1 }
    #expect(count == rows)
    let part = ListPart(shard: try #require(Shard("1/2")), list: "ab")
    let tally = try #require(reader.parts[part])
    #expect(tally.rows == rows && tally.end == 1 && tally.endpoints == 7 && tally.hasEndRecord)
    #expect(tally.isCut == (rows != 1))
  }

  @Test(
    "an end record that is none is a bad line",
    arguments: [
      #"{"schema":2,"end":{"number":3,"count":2,"list":"","rows":1}}"#,
      #"{"schema":2,"end":{"number":1,"count":2,"list":"","rows":-1}}"#, #"{"schema":2,"end":{}}"#,
    ])
  func badEnd(line: String) throws {
    #expect(throws: JSONLinesError.self) { try reader(line).next() }
  }

  @Test("a file that is missing or a directory is named with the reason")
  func unreadable() throws {
    let directory = try TemporaryDirectory()
    let missing = directory.file("missing.jsonl")
    #expect(throws: JSONLinesError.unreadable(file: missing, reason: "No such file or directory")) {
      try JSONLinesReader(path: missing)
    }
    #expect(
      throws: JSONLinesError.unreadable(
        file: directory.path, reason: "it is a directory; name the files in it")
    ) {
      try JSONLinesReader(path: directory.path).next()
    }
  }

  @Test("a message holds no escape sequence of the file")
  func message() {
    let error = JSONLinesError.badLine(file: "a\u{1B}[2Jb", line: 3, reason: "\u{1B}[31m")
    #expect(error.description == #"a\x1b[2Jb:3: this line is not an observation of apiexpose: \x1b[31m"#)
    #expect(
      JSONLinesError.unreadable(file: "a\nb", reason: "Is a directory").description
        == "cannot read a b: Is a directory")
  }

  /// A reader of a file named `scan.jsonl` in the errors.
  private func reader(_ text: String) throws -> JSONLinesReader {
    let directory = try TemporaryDirectory()
    let handle = try FileHandle(
      forReadingFrom: URL(fileURLWithPath: try directory.write(text, to: "scan.jsonl")))
    return JSONLinesReader(descriptor: dup(handle.fileDescriptor), name: "scan.jsonl")
  }
}
