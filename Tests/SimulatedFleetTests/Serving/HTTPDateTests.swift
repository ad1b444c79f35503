import Testing

@testable import SimulatedFleet

@Suite("The Date of an answer")
struct HTTPDateTests {
  @Test(
    "is written as RFC 9110 wants it",
    arguments: [
      (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
      (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
      (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
    ])
  func written(_ seconds: Int, _ text: String) {
    #expect(HTTPDate(secondsSince1970: seconds).description == text)
  }
}
