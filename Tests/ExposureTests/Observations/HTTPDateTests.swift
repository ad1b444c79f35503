import Foundation
import Testing

@testable import Exposure

@Suite("A time as HTTP writes it")
struct HTTPDateTests {
  @Test(
    "is written and read as RFC 9110 wants it",
    arguments: [
      (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
      (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
      (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
      (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
      (1_795_472_042, "Mon, 23 Nov 2026 22:14:02 GMT"),
    ])
  func bothWays(_ seconds: Double, _ text: String) {
    #expect(HTTPDate(Date(timeIntervalSince1970: seconds + 0.75)).description == text)
    #expect(HTTPDate(text)?.time == Date(timeIntervalSince1970: seconds))
  }

  @Test(
    "is nothing else", arguments: ["", "Sun, 06 Nov 1994 08:49:37", "Sunday, 06-Nov-94 08:49:37 GMT", "0"])
  func refused(_ text: String) {
    #expect(HTTPDate(text) == nil)
  }
}
