import Testing

@testable import CommandSupport

@Suite("A duration argument")
struct DurationArgumentTests {
  @Test(
    "is a number with its unit",
    arguments: [
      ("500ms", Duration.milliseconds(500)), ("3s", .seconds(3)), ("1.5s", .milliseconds(1500)),
      ("1m", .seconds(60)), ("24h", .seconds(86_400)),
    ])
  func reads(_ text: String, expected: Duration) {
    #expect(DurationArgument(argument: text)?.duration == expected)
  }

  @Test(
    "is refused without a unit, at zero, below it, and beyond a day",
    arguments: ["3", "", "s", "0s", "-1s", "+1s", "1e3s", "25h", "1 s", "infs", "nans", "1.2.3s", "5d"])
  func refuses(_ text: String) {
    #expect(DurationArgument(argument: text) == nil)
  }

  @Test("is shown in the help as it is written")
  func describes() {
    #expect(DurationArgument(.seconds(10)).defaultValueDescription == "10s")
    #expect(DurationArgument(.milliseconds(1500)).defaultValueDescription == "1500ms")
  }
}
