import Testing

@testable import Reporting

@Suite("TLS alerts")
struct AlertNameTests {
  @Test(
    "are named as RFC 8446 and its forerunners name them",
    arguments: [
      (0, "close_notify (0)"), (40, "handshake_failure (40)"), (42, "bad_certificate (42)"),
      (70, "protocol_version (70)"), (80, "internal_error (80)"), (112, "unrecognized_name (112)"),
      (116, "certificate_required (116)"), (1, "1"), (255, "255"),
    ] as [(UInt8, String)])
  func names(code: UInt8, text: String) {
    #expect(AlertName.described(code) == text)
  }
}
