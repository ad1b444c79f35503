import Targets
import Testing

@Suite("An endpoint that is sought")
struct SoughtEndpointTests {
  private static let four = SoughtEndpoint.Host.address(.v4(0xC000_0207))
  private static let six = IPAddress("2001:db8::1").map { SoughtEndpoint.Host.address($0) }

  @Test(
    "is an address or a name, with a port or without",
    arguments: [
      ("192.0.2.7", four, nil), ("192.0.2.7:6443", four, 6443), ("192.0.2.7:65535", four, 65_535),
      ("2001:db8::1", six, nil), ("[2001:db8::1]", six, nil), ("[2001:db8::1]:6443", six, 6443),
      ("api.example.com", .name("api.example.com"), nil),
      ("API.Example.com:443", .name("api.example.com"), 443),
      // A name that no list would take is sought, and not found.
      ("a b", .name("a b"), nil),
    ] as [(String, SoughtEndpoint.Host?, UInt16?)])
  func reads(text: String, host: SoughtEndpoint.Host?, port: UInt16?) throws {
    let sought = try #require(SoughtEndpoint(text))
    #expect(sought.host == host && sought.port == port && sought.text == text)
  }

  @Test(
    "is none without a host, or with a port that there is not",
    arguments: [
      "", "[]", ":6443", "[]:6443", "192.0.2.7:", "192.0.2.7:0", "192.0.2.7:65536", "a.test:https",
      "a.test:-1",
    ])
  func refuses(text: String) {
    #expect(SoughtEndpoint(text) == nil)
  }
}
