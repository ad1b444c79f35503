import Testing

@testable import Targets

@Suite("IP addresses")
struct IPAddressTests {
  @Test(
    "are written in the canonical form of RFC 5952",
    arguments: [
      ("192.0.2.1", "192.0.2.1"),
      ("0.0.0.0", "0.0.0.0"),
      ("255.255.255.255", "255.255.255.255"),
      ("::", "::"),
      ("::1", "::1"),
      ("1::", "1::"),
      ("2001:DB8::1", "2001:db8::1"),
      ("2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1"),
      ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
      ("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
      ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
      ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
      ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
      ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
      ("0:0:0:0:0:0:13.1.68.3", "::d01:4403"),
      ("::FFFF:129.144.52.38", "::ffff:129.144.52.38"),
      ("::ffff:8190:3426", "::ffff:129.144.52.38"),
      ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
      ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ]
  )
  func canonicalText(written: String, canonical: String) throws {
    let address = try #require(IPAddress(written))
    #expect(address.description == canonical)
    #expect(IPAddress(canonical) == address)
  }

  @Test(
    "that are not complete and strict are none",
    arguments: [
      "", ".", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3", "256.1.1.1", "1.2.3.256", "01.2.3.4",
      "1.2.3.00", "1.2.3.4 ", " 1.2.3.4", "0x7f.0.0.1", "127.1", "2130706433", "+1.2.3.4", "1.2.3.-4",
      "１.2.3.4",
      ":", ":::", "1", "1:", ":1", "1:2", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "1:::2",
      "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "12345::", "g::", "::1%eth0", "[::1]", "::1/64", "1.2.3.4::",
      "::1.2.3", "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4", "::01.2.3.4", "::1 ", "1:2:3:4:5:6:7:8:",
    ]
  )
  func refused(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test("an IPv6 address stands in brackets before a port, an IPv4 address does not")
  func uriHost() {
    #expect(IPAddress.v6(1).uriHost == "[::1]")
    #expect(IPAddress.v4(0x7F00_0001).uriHost == "127.0.0.1")
  }

  @Test("IPv4 comes before IPv6, and each by number")
  func order() {
    let sorted: [IPAddress] = [.v4(1), .v4(.max), .v6(0), .v6(.max)]
    #expect(sorted.reversed().sorted() == sorted)
  }
}
