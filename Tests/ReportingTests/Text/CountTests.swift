import Testing

@testable import Reporting

@Suite("Counts")
struct CountTests {
  @Test("are written in decimal digits", arguments: [0, 1, 9, 10, 99, 100, 6443, -1, -10, Int64.max, .min])
  func decimal(number: Int64) {
    var bytes: [UInt8] = []
    bytes.append(decimal: number)
    #expect(String(decoding: bytes, as: UTF8.self) == String(number))
  }
}
