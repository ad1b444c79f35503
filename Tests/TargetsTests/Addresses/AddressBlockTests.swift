import Testing

@testable import Targets

@Suite("Address blocks")
struct AddressBlockTests {
  @Test(
    "a network is the whole of it, whatever the host bits",
    arguments: [
      ("10.0.0.5", 24, "10.0.0.0-10.0.0.255"),
      ("10.0.0.5", 32, "10.0.0.5"),
      ("10.0.0.5", 31, "10.0.0.4-10.0.0.5"),
      ("10.0.0.5", 0, "0.0.0.0-255.255.255.255"),
      ("2001:db8::5", 64, "2001:db8::-2001:db8::ffff:ffff:ffff:ffff"),
      ("2001:db8::5", 128, "2001:db8::5"),
      ("2001:db8::5", 0, "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ]
  )
  func network(address: String, length: Int, block: String) throws {
    let address = try #require(IPAddress(address))
    #expect(AddressBlock(network: address, prefixLength: length)?.description == block)
  }

  @Test("a prefix length beyond the address is no network", arguments: [-1, 33, 129])
  func badLength(length: Int) {
    #expect(AddressBlock(network: .v4(1), prefixLength: length) == nil)
    #expect((AddressBlock(network: .v6(1), prefixLength: length) == nil) == (length != 33))
  }

  @Test("a range of two families or from high to low is none")
  func badRange() {
    #expect(AddressBlock(first: .v4(1), last: .v6(2)) == nil)
    #expect(AddressBlock(first: .v4(2), last: .v4(1)) == nil)
  }

  @Test("counts do not overflow, not even for all of IPv6")
  func counts() {
    #expect(AddressBlock(network: .v4(0), prefixLength: 0)?.count == 1 << 32)
    #expect(AddressBlock(network: .v6(0), prefixLength: 1)?.count == 1 << 127)
    #expect(AddressBlock(network: .v6(0), prefixLength: 0)?.count == .max)
    #expect(AddressBlock(.v4(7)).count == 1)
  }

  @Test("an IPv4-mapped IPv6 address lies in the block of its IPv4 address")
  func mapped() throws {
    let block = try #require(AddressBlock(network: .v4(0x0A00_0000), prefixLength: 8))
    #expect(block.contains(.v6(0xFFFF_0A01_0203)))
    #expect(block.contains(.v4(0x0A01_0203)))
    #expect(!block.contains(.v4(0x0B01_0203)))
    #expect(!block.contains(.v6(0x0A01_0203)))
  }
}
