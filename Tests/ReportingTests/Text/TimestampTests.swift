import Foundation
import Testing

@testable import Reporting

@Suite("Times")
struct TimestampTests {
  @Test(
    "are ISO 8601 in UTC with seconds, and are read back",
    arguments: [
      (1_795_471_495, "2026-11-23T22:04:55Z"),
      (0, "1970-01-01T00:00:00Z"),
      (-1, "1969-12-31T23:59:59Z"),
      (951_782_399, "2000-02-28T23:59:59Z"),
      (951_782_400, "2000-02-29T00:00:00Z"),
      (4_107_542_400, "2100-03-01T00:00:00Z"),
      (-62_167_219_200, "0000-01-01T00:00:00Z"),
      (253_402_300_799, "9999-12-31T23:59:59Z"),
    ] as [(TimeInterval, String)])
  func written(seconds: TimeInterval, text: String) {
    #expect(Timestamp.text(Date(timeIntervalSince1970: seconds)) == text)
    #expect(Timestamp.date(text) == Date(timeIntervalSince1970: seconds))
  }

  @Test("drop fractions, downwards")
  func fractions() {
    #expect(Timestamp.text(Date(timeIntervalSince1970: 59.999)) == "1970-01-01T00:00:59Z")
    #expect(Timestamp.text(Date(timeIntervalSince1970: -0.001)) == "1969-12-31T23:59:59Z")
  }

  @Test(
    "that do not fit four digits of a year are empty",
    arguments: [
      -62_167_219_201, 253_402_300_800, .infinity, -.infinity, .nan, .greatestFiniteMagnitude,
    ] as [TimeInterval])
  func outside(seconds: TimeInterval) {
    #expect(Timestamp.text(Date(timeIntervalSince1970: seconds)) == "")
  }

  @Test("agree with Foundation on every day of four centuries")
  func days() {
    for day in stride(from: -60_000.0, to: 90_000, by: 1) {
      let date = Date(timeIntervalSince1970: day * 86_400 + 45_296)
      #expect(Timestamp.text(date) == date.formatted(.iso8601))
    }
  }

  @Test(
    "of another form are not read",
    arguments: [
      "", "2026-11-23", "2026-11-23T22:04:55", "2026-11-23T22:04:55+00:00", "2026-11-23 22:04:55Z",
      "2026-11-23t22:04:55z", "2026-11-23T22:04:55.0Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
      "2026-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T22:60:00Z",
      "2026-11-23T22:04:60Z", "+026-11-23T22:04:55Z", "2026-11-23T22:04:5é", " 2026-11-23T22:04:55Z",
    ])
  func refused(text: String) {
    #expect(Timestamp.date(text) == nil)
  }
}
