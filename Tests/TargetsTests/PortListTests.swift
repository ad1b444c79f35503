import Testing

@testable import Targets

@Suite("Port lists")
struct PortListTests {
  @Test(
    "keep their order and drop repetitions",
    arguments: [
      ("6443", [6443]),
      ("6443,443,8443-8445", [6443, 443, 8443, 8444, 8445]),
      ("8443-8445,8444,6443,8443", [8443, 8444, 8445, 6443]),
      ("1,65535", [1, 65535]),
      ("6443, 443", [6443, 443]),
    ] as [(String, [UInt16])]
  )
  func reads(text: String, ports: [UInt16]) throws {
    #expect(try PortList(text).ports == ports)
  }

  @Test("may be all ports")
  func allPorts() throws {
    #expect(try PortList("1-65535").ports.count == 65535)
  }

  @Test(
    "that cannot be are refused with the reason",
    arguments: [
      ("", PortListError.empty(list: "")),
      ("6443,", .empty(list: "6443,")),
      ("6443,,443", .empty(list: "6443,,443")),
      ("0", .notAPort("0")),
      ("65536", .notAPort("65536")),
      ("99999999999999999999", .notAPort("99999999999999999999")),
      ("https", .notAPort("https")),
      ("-1", .notAPort("-1")),
      ("1-", .notAPort("1-")),
      ("1-2-3", .notAPort("1-2-3")),
      ("+1", .notAPort("+1")),
      ("8445-8443", .reversed("8445-8443")),
    ]
  )
  func refused(text: String, error: PortListError) {
    #expect(throws: error) { try PortList(text) }
  }
}
