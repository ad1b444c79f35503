import Exposure
import Fixtures
import Testing

@testable import Reporting

@Suite("Results of 0.1.0")
struct ReleasedLinesTests {
  private func judged(_ name: String) throws -> [Assessment] {
    let reader = try JSONLinesReader(path: Released.path(name))
    var assessments: [Assessment] = []
    while let observation = try reader.next() { assessments.append(assess(observation)) }
    return assessments
  }

  @Test("are read, and judged by today's rules, whatever they say")
  func judgedAnew() throws {
    let recorded = String(decoding: try Released.data("0.1.0/balancer-503.jsonl"), as: UTF8.self)
    for word in [#""schema":1"#, "not_kubernetes", "insecure_port", #""posture":"exposed""#] {
      #expect(recorded.contains(word))
    }
    let down = try judged("0.1.0/balancer-503.jsonl")
    #expect(down.map(\.verdict) == [.inconclusive, .versionLeak, .healthOnly])
    #expect(down.map(\.posture) == [.unknown, .exposed, .restricted])
    #expect(down.map(\.component) == [nil, .kubeAPIServer, nil])
    #expect(down[1].findings.contains { $0.id == .plaintextHTTP && $0.severity == .high })
    let up = try judged("0.1.0/open.jsonl")
    #expect(up.map(\.verdict) == [.versionLeak, .versionLeak, .healthOnly])
  }

  @Test("come back from schema 2 as they are in schema 1")
  func rewritten() throws {
    let reader = try JSONLinesReader(path: Released.path("0.1.0/open.jsonl"))
    while let observation = try reader.next() {
      let line = Array(JSONLinesWriter().row(observation).utf8)
      #expect(String(decoding: line.prefix(12), as: UTF8.self) == #"{"schema":2,"#)
      #expect(try JSONLinesReader.observation(in: Array(line.dropLast()), of: "line", line: 1) == observation)
    }
  }
}
