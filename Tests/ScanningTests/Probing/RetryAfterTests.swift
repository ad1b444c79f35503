import Exposure
import Foundation
import Testing

@testable import Scanning

@Suite("Retry-After")
struct RetryAfterTests {
  /// Mon, 23 Nov 2026 22:14:41 GMT.
  private static let now = Date(timeIntervalSince1970: 1_795_472_081)

  @Test(
    "seconds and dates are understood, anything else is not",
    arguments: [
      ("1", 1), ("0", 0), ("  30", 30), ("120", 120), ("99999999999999999999", 999_999_999),
      ("Mon, 23 Nov 2026 22:14:43 GMT", 2), ("Mon, 23 Nov 2026 22:14:00 GMT", 0),
      ("Tue, 24 Nov 2026 22:14:41 GMT", 86_400),
      ("", nil), ("-1", nil), ("1.5", nil), ("soon", nil), ("Mon, 23 Nov 2026", nil),
      ("Mon, 23 Foo 2026 22:14:43 GMT", nil), ("Mon, 99 Nov 2026 22:14:43 GMT", nil),
    ] as [(String, Int64?)])
  func values(text: String, seconds: Int64?) {
    let response = Response(
      path: "/healthz", status: 429, headers: [HeaderField(name: "retry-after", value: text)])
    #expect(RetryAfter.delay(of: response, now: Self.now) == seconds.map { .seconds($0) })
  }

  @Test(
    "only 429 and 503 ask to be asked again",
    arguments: [(429, true), (503, true), (500, false), (200, false)])
  func statuses(status: Int, repeats: Bool) {
    let response = Response(
      path: "/healthz", status: status, headers: [HeaderField(name: "Retry-After", value: "1")])
    #expect((RetryAfter.delay(of: response, now: Self.now) != nil) == repeats)
  }
}
