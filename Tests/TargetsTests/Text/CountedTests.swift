import Targets
import Testing

@Suite("Counts for a person")
struct CountedTests {
  @Test(
    "are grouped by thousands",
    arguments: [
      (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (65_536, "65,536"), (1_048_576, "1,048,576"),
      (-1000, "-1,000"), (Int.min, "-9,223,372,036,854,775,808"),
    ])
  func groups(count: Int, text: String) {
    #expect(grouped(count) == text)
  }

  @Test(
    "take a noun in the singular or the plural",
    arguments: [(0, "0 rows"), (1, "1 row"), (1203, "1,203 rows")])
  func nouns(count: Int, text: String) {
    #expect(counted(count, "row") == text)
  }
}
