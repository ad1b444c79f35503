import Targets
import Testing

@testable import Sessions

@Suite("The progress line")
struct ProgressLineTests {
  @Test("has a bar, counts, the rate and the time left where the total is known")
  func known() {
    let line = ProgressLine(done: 1500, total: 6000, rate: 500, exposed: 3, lockedDown: 1200)
    #expect(
      line.text(width: 120)
        == "██████░░░░░░░░░░░░░░░░░░  1,500/6,000 25%  3 exposed  1,200 locked down  500/s  9 s left")
  }

  @Test("counts what is done where the list is still coming")
  func unknown() {
    let line = ProgressLine(done: 12, total: nil, rate: 0, exposed: 0, lockedDown: 2)
    #expect(line.text(width: 80) == "12 done  0 exposed  2 locked down  0/s")
  }

  @Test("never is wider than the terminal", arguments: [1, 10, 20, 40, 60, 79])
  func narrow(_ width: Int) {
    let line = ProgressLine(done: 10, total: 1_000_000, rate: 3, exposed: 1, lockedDown: 2)
    #expect(line.text(width: width).count <= width)
  }

  @Test("is never more than full, although a name may have more addresses than were counted")
  func more() {
    let line = ProgressLine(done: 12, total: 10, rate: 1, exposed: 0, lockedDown: 0)
    #expect(line.text(width: 120).hasPrefix("████████████████████████  12/10 100%"))
    #expect(!line.text(width: 120).contains("left"))
  }

  @Test(
    "tells the time left in two units",
    arguments: [(59.0, "59 s"), (61, "1 min 1 s"), (3600, "1 h 0 min"), (7325, "2 h 2 min")])
  func left(_ seconds: Double, expected: String) {
    let line = ProgressLine(done: 0, total: 1_000_000, rate: 1_000_000 / seconds, exposed: 0, lockedDown: 0)
    #expect(line.text(width: 200).hasSuffix("\(expected) left"))
  }

  @Test(
    "tells what is waited for once everything has begun, instead of a time left that rises",
    arguments: [
      (12, 12, 6.2, "  12 silent, up to 7 s more"), (12, 3, 9, "  waiting for 12, up to 9 s more"),
      (1, 1, 0, "  1 silent"), (12, 12, 90, "  12 silent, up to 1 min 30 s more"),
    ] as [(Int, Int, Double, String)])
  func waiting(underWay: Int, silent: Int, seconds: Double, end: String) {
    let line = ProgressLine(
      done: UInt64(300 - underWay), total: 300, rate: 0.2, exposed: 1, lockedDown: 2,
      waiting: .init(underWay: underWay, silent: silent, longest: .seconds(seconds)))
    #expect(line.text(width: 120).hasSuffix(end))
    #expect(!line.text(width: 120).contains("left") && !line.text(width: 120).contains("/s"))
  }

  @Test("tells the time left while endpoints are still to begin")
  func notBegun() {
    let line = ProgressLine(
      done: 100, total: 300, rate: 20, exposed: 0, lockedDown: 0,
      waiting: .init(underWay: 100, silent: 100, longest: .seconds(6)))
    #expect(line.text(width: 120).hasSuffix("  20/s  10 s left"))
  }

  @Test("is ASCII where nothing else can be shown")
  func ascii() {
    let line = ProgressLine(done: 5, total: 10, exposed: 0, lockedDown: 0)
    #expect(line.text(width: 120, glyphs: .ascii).hasPrefix("############------------  5/10 50%"))
  }
}
