import Testing

@testable import Targets

@Suite("Addresses that name no host")
struct NonHostAddressTests {
  @Test(
    "are the unspecified ones, multicast and the broadcast address, IPv4-mapped ones too",
    arguments: [
      ("0.0.0.0", NonHostAddress.unspecified), ("0.255.255.255", .unspecified), ("1.0.0.0", nil),
      ("127.0.0.1", nil), ("223.255.255.255", nil), ("224.0.0.0", .multicast),
      ("239.255.255.255", .multicast),
      ("240.0.0.0", nil), ("255.255.255.254", nil), ("255.255.255.255", .broadcast),
      ("::", .unspecified), ("::1", nil), ("::ffff:0.0.0.0", .unspecified), ("::ffff:0.0.0.1", .unspecified),
      ("::ffff:1.0.0.0", nil), ("::ffff:255.255.255.255", .broadcast), ("::ffff:224.0.0.1", .multicast),
      ("fe80::1", nil), ("feff:ffff::", nil), ("ff00::", .multicast),
      ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .multicast), ("2001:db8::1", nil),
    ])
  func kinds(text: String, expected: NonHostAddress?) throws {
    let address = try #require(IPAddress(text))
    #expect(address.nonHost == expected)
    #expect(AddressRanges.nonHosts.contains(address.number) == (expected != nil))
  }

  @Test(
    "make a block refused only where all of it are such",
    arguments: [
      ("0.0.0.0/8", NonHostAddress.unspecified), ("0.0.0.0/7", nil), ("224.0.0.0/4", .multicast),
      ("224.0.0.0/3", nil), ("ff00::/8", .multicast), ("::/128", .unspecified), ("::/127", nil),
      ("10.0.0.0/8", nil), ("239.255.255.255-240.0.0.0", nil),
    ])
  func blocks(text: String, expected: NonHostAddress?) throws {
    let host = try HostText(exclusion: Array(text.utf8)[...]).host
    guard case .block(let block) = host else {
      Issue.record("no block")
      return
    }
    #expect(block.nonHost == expected)
  }
}
