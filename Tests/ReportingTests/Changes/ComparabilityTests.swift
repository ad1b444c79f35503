import Targets
import Testing

@testable import Reporting

@Suite("Two files that are to be compared")
struct ComparabilityTests {
  private func content(
    _ name: String, rows: UInt64 = 1, shards: [(number: UInt32, count: UInt32)] = [], list: String = "l"
  ) throws -> FileContent {
    var content = FileContent(name: name)
    content.rows = rows
    for (number, count) in shards {
      content.parts[ListPart(shard: try #require(Shard(number, of: count)), list: list)] = PartTally()
    }
    return content
  }

  @Test("are refused where one is empty, or of a scan that did not run to its end")
  func alone() throws {
    #expect(Comparability.problem(of: try content("a.jsonl")) == nil)
    let empty = Comparability.problem(of: try content("a.jsonl", rows: 0))
    #expect(empty?.hasPrefix("a.jsonl holds no endpoint: ") == true)
    let partial = Comparability.problem(of: try content("a.jsonl.partial"))
    #expect(partial?.hasPrefix("a.jsonl.partial is of a scan that did not run to its end; ") == true)
    #expect(try content("a\u{1B}.jsonl").name == #"a\x1b.jsonl"#)
  }

  @Test("are refused where they hold different parts of a list")
  func parts() throws {
    let whole = try content("all.jsonl")
    let first = try content("1.jsonl", shards: [(1, 2)])
    let both = try content("both.jsonl", shards: [(1, 2), (2, 2)])
    #expect(Comparability.problem(of: whole, and: both) == nil)
    #expect(Comparability.problem(of: first, and: first) == nil)
    let different = Comparability.problem(of: first, and: whole)
    #expect(
      different?.hasPrefix("1.jsonl holds shard 1/2 of its list, all.jsonl holds the whole of it: ") == true)
    let other = try content("2.jsonl", shards: [(1, 2)], list: "m")
    #expect(Comparability.problem(of: first, and: other)?.contains("and the lists differ") == true)
  }
}
