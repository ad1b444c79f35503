import Exposure
import Reporting
import Scanning
import Targets
import Testing

@testable import Sessions

@Suite("What is said of a scan")
struct ScanSentenceTests {
  private static let advice = ScanAdvice(
    concurrency: "--at-once", port: "--door", resuming: "call `again`")

  private static func list(_ text: String, order: ChosenOrder = ChosenOrder()) throws -> ScanList {
    let list = try TargetList(
      sources: [TargetSource(name: "list", text: Array(text.utf8))], ports: PortList("6443"),
      exclusions: [], maximum: 100)
    return ScanList(source: .whole(list), order: order)
  }

  @Test(
    "an interrupted scan tells how far it came, where its rows are, and how to go on where that is possible",
    arguments: [
      (["a.csv.partial", "b\u{1B}.jsonl.partial"], "a.checkpoint", 3, 10 as UInt64?),
      (["a.csv.partial"], nil, 1200, nil), ([], nil, 1, 1), ([], "a.checkpoint", 0, 2),
    ])
  func interruption(_ partials: [String], _ checkpoint: String?, _ done: Int, _ total: UInt64?) {
    let interruption = ScanInterruption(
      remains: ReportSet.Remains(partials: partials, checkpoint: checkpoint), done: done, of: total)
    let sentence = interruption.sentence(Self.advice)
    let beginning =
      switch total {
      case nil: "interrupted after 1,200 endpoints"
      case 1: "interrupted after 1 of 1 endpoint"
      case let all?: "interrupted after \(done) of \(all) endpoints"
      }
    #expect(sentence.hasPrefix(beginning))
    #expect(sentence.contains("the rows so far are in a.csv.partial") == !partials.isEmpty)
    #expect(sentence.hasSuffix("; call `again`") == (!partials.isEmpty && checkpoint != nil))
    #expect(!sentence.contains("\u{1B}"))
  }

  @Test(
    "where nothing was reached, the first command to try is that for the first target",
    arguments: [
      ("api.example.com", Verdict.unresolved, "getent ahosts api.example.com"),
      ("[2001:db8::1]:443", .filtered, "curl -vk --max-time 5 https://[2001:db8::1]:443/version"),
      ("192.0.2.1", .closed, "check the port (--door): curl -vk --max-time 5 https://192.0.2.1:6443/version"),
    ])
  func unreached(_ target: String, _ verdict: Verdict, _ end: String) throws {
    var summary = Summary()
    summary.add(Assessment(verdict: verdict))
    let list = try Self.list(target)
    #expect(list.notice(ofUnreached: summary, Self.advice)?.hasSuffix(end) == true)
    summary.add(Assessment(verdict: .lockedDown))
    #expect(list.notice(ofUnreached: summary, Self.advice) == nil)
  }

  @Test("where nothing was reached through a proxy, the first command to try goes through it")
  func unreachedThroughProxy() throws {
    var summary = Summary()
    summary.add(Assessment(verdict: .failed))
    let notice = try Self.list("192.0.2.1").notice(
      ofUnreached: summary, through: ProxyURL("socks5h://10.0.0.1"), Self.advice)
    #expect(
      notice?.hasSuffix("--proxytunnel --proxy socks5h://10.0.0.1:1080 https://192.0.2.1:6443/version")
        == true)
  }

  @Test("a list tells what is left out of it, and which part of it is scanned")
  func notices() throws {
    #expect(try Self.list("192.0.2.1\n192.0.2.2").notices.isEmpty)
    let shard = try #require(Shard(1, of: 2))
    let list = try Self.list("192.0.2.1\n192.0.2.0/29\n!192.0.2.7", order: ChosenOrder(shard: shard))
    #expect(
      list.notices == [
        "1 endpoint named more than once, scanned once", "1 endpoint excluded", "shard 1/2: 4 endpoints",
      ])
  }

  @Test("a machine that gives no more connections calls for the option that lowers how many are open")
  func exhausted() {
    let sentence = ScanNotice.exhausted(reason: "EMFILE").sentence(Self.advice)
    #expect(sentence.contains("(EMFILE)") && sentence.contains("lower --at-once, or raise the limit"))
  }
}
