import Targets
import Testing

@testable import CommandSupport

@Suite("The progress line")
struct ProgressLineTests {
  @Test("has a bar, counts, the rate and the time left where the total is known")
  func known() {
    let line = ProgressLine(done: 1500, total: 6000, rate: 500, exposed: 3, lockedDown: 1200)
    #expect(
      line.text(width: 120)
        == "██████░░░░░░░░░░░░░░░░░░  1,500/6,000 25%  500/s  3 exposed  1,200 locked down  9s left")
  }

  @Test("counts what is done where the list is still coming")
  func unknown() {
    let line = ProgressLine(done: 12, total: nil, rate: 0, exposed: 0, lockedDown: 2)
    #expect(line.text(width: 80) == "12 done  0/s  0 exposed  2 locked down")
  }

  @Test("never is wider than the terminal", arguments: [10, 20, 40, 60, 79])
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
    arguments: [(59.0, "59s"), (61, "1m 1s"), (3600, "1h 0m"), (7325, "2h 2m")])
  func left(_ seconds: Double, expected: String) {
    let line = ProgressLine(done: 0, total: 1_000_000, rate: 1_000_000 / seconds, exposed: 0, lockedDown: 0)
    #expect(line.text(width: 200).hasSuffix("\(expected) left"))
  }
}
