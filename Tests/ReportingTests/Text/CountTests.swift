import Testing

@testable import Reporting

@Suite("Counts")
struct CountTests {
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

  @Test("are written in decimal digits", arguments: [0, 1, 9, 10, 99, 100, 6443, -1, -10, Int64.max, .min])
  func decimal(number: Int64) {
    var bytes: [UInt8] = []
    bytes.append(decimal: number)
    #expect(String(decoding: bytes, as: UTF8.self) == String(number))
  }
}
