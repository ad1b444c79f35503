import Exposure
import Foundation
import Testing

@testable import Reporting

@Suite("JSON Lines, written")
struct JSONLinesWriterTests {
  @Test("the line of a silent endpoint, character by character")
  func silent() {
    #expect(
      JSONLinesWriter().row(.sample(.refused)) == """
        {"schema":2,"scanned_at":"2026-11-23T22:04:55Z","target":"192.0.2.1","labels":[],"address":"192.0.2.1",\
        "port":6443,"verdict":"closed","posture":"unreachable","severity":"none","findings":[],"signs":[],\
        "reason":"No finding: the connection was refused.","error":"connection refused","attempts":1,"target_transport":"tls","transport":"tls",\
        "connection":{"outcome":"refused"},"responses":[],"unanswered":[]}

        """)
  }

  @Test("there is no header, and rows go behind what the buffer holds")
  func appending() {
    #expect(JSONLinesWriter().header.isEmpty)
    var bytes: [UInt8] = Array("before".utf8)
    JSONLinesWriter().append(.sample(.refused), assess(.sample(.refused)), to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "before" + JSONLinesWriter().row(.sample(.refused)))
  }

  @Test("what the CSV knows of an endpoint stands under the same name", arguments: Column.allCases)
  func columns(column: Column) throws {
    let object = try object(.complete)
    switch column.value(.complete, assess(.complete)) {
    case .unknown: #expect(object[column.name] == nil)
    case .number(let number): #expect(object[column.name] as? Int64 == number)
    case .time(let date): #expect(object[column.name] as? String == Timestamp.text(date))
    case .word(let word): #expect(object[column.name] as? String == word)
    case .address(let address): #expect(object[column.name] as? String == address.description)
    case .text(let text, _):
      switch column {
      case .findings:
        let findings = try #require(object[column.name] as? [[String: String]])
        #expect(findings.map { $0["id"] ?? "" }.joined(separator: " ") == text)
        #expect(findings.allSatisfy { Set($0.keys) == ["id", "severity", "evidence"] })
      case .labels:
        let labels = try #require(object[column.name] as? [[String: String]])
        #expect(labels.map { "\($0["key"] ?? "")=\($0["value"] ?? "")" }.joined(separator: " ") == text)
      case .distribution:
        let distribution = try #require(object[column.name] as? [String: Any])
        #expect(distribution["id"] as? String == text)
        #expect(distribution["confidence"] as? String == "medium")
        #expect((distribution["evidence"] as? [String])?.count == 2)
      case .cves, .certificateNames, .clientCANames, .controls:
        #expect((object[column.name] as? [String])?.joined(separator: " ") == text)
      default: #expect(object[column.name] as? String == text)
      }
    }
  }

  @Test("the answers are kept as evidence")
  func responses() throws {
    let responses = try #require(try object(.complete)["responses"] as? [[String: Any]])
    #expect(responses.map { $0["path"] as? String } == ["/version", "/healthz"])
    #expect(responses.map { $0["status"] as? Int } == [200, 500])
    #expect(responses.map { $0["body_truncated"] as? Bool } == [true, false])
    #expect(responses.map { $0["ended_early"] as? Bool } == [false, true])
    #expect(responses.first?["body"] as? String == Observation.versionBody)
    let headers = try #require(responses.first?["headers"] as? [[String: String]])
    #expect(headers.map { $0["name"] } == ["Content-Type", "Set-Cookie", "Set-Cookie"])
    #expect(headers.map { $0["value"] } == ["application/json", "a=1", "b=2"])
  }

  @Test("long texts beside the evidence are cut as in the CSV")
  func cut() throws {
    let body = String(repeating: "é", count: 16_384)
    let observation = Observation.sample(responses: [Response(path: "/healthz", status: 200, body: body)])
    let object = try object(observation)
    #expect((object["healthz_body"] as? String)?.unicodeScalars.count == CellLimit.body + 1)
    let responses = try #require(object["responses"] as? [[String: Any]])
    #expect(responses.first?["body"] as? String == body)
  }

  @Test("whatever a stranger sends, it is one line of harmless text", arguments: HostileText.all)
  func hostile(_ hostile: HostileText) throws {
    let line = JSONLinesWriter().row(.hostile(hostile.text))
    #expect(line.utf8.filter { $0 == 0x0A }.count == 1)
    #expect(
      !line.dropLast().unicodeScalars.contains { TextSanitiser.isHidden($0) || TextSanitiser.isLineSpace($0) }
    )
    let object = try object(.hostile(hostile.text))
    #expect(object["target"] as? String == hostile.text)
    #expect(object["verdict"] as? String == assess(.hostile(hostile.text)).verdict.rawValue)
  }

  private func object(_ observation: Observation) throws -> [String: Any] {
    let line = Data(JSONLinesWriter().row(observation).utf8)
    return try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
  }
}
