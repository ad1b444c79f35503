import Fixtures
import Targets
import Testing

@Suite("The XML of nmap and masscan as a list")
struct NmapXMLReaderTests {
  @Test(
    "gives the open TCP ports, under the name that nmap was given",
    arguments: [
      ("nmap.xml", ["127.0.0.1:6443"]), ("nmap6.xml", ["[::1]:8443"]),
      ("nmap-named.xml", ["127.0.0.1:6443 tls-server-name=localhost hostname=localhost"]),
      ("masscan.xml", ["10.9.0.2:6443", "10.9.0.2:8443"]),
    ])
  func programs(_ file: String, _ targets: [String]) throws {
    #expect(try DocumentText(ListFixture.bytes(file)).targets == targets)
  }

  @Test("keeps the ports that are asked for, and leaves out UDP")
  func leftOut() throws {
    #expect(try DocumentText(ListFixture.bytes("masscan.xml"), keeping: "8443").targets == ["10.9.0.2:8443"])
    let text = """
      <nmaprun><host><address addr="02:00:00:00:00:01" addrtype="mac"/><address addr="192.0.2.1" addrtype="ipv4"/>
      <ports><port protocol="udp" portid="53"><state state="open"/></port>
      <port protocol="tcp" portid="80"><state state="open|filtered"/></port>
      <port protocol="tcp" portid="6443"><state state="open"/></port></ports></host></nmaprun>
      """
    let listed = try DocumentText(text, .nmapXML)
    #expect(listed.targets == ["192.0.2.1:6443"])
    #expect(listed.notices == ["list: 1 entry left out: not TCP"])
  }

  @Test("takes no word of a stranger for more than it is")
  func strangers() throws {
    let text = """
      <nmaprun><host><address addr="192.0.2.1" addrtype="ipv4"/><hostnames><hostname name="a b&#10;!192.0.2.0/24" type="PTR"/>
      <hostname name="not a name" type="user"/></hostnames>
      <ports><port protocol="tcp" portid="6443"><state state="open"/></port></ports></host></nmaprun>
      """
    #expect(try DocumentText(text, .nmapXML).targets == ["192.0.2.1:6443 hostname=a_b_!192.0.2.0/24"])
  }

  @Test(
    "is refused where it declares entities, hides them, is nested without end, or is something else",
    arguments: [
      (
        "<!DOCTYPE nmaprun [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><nmaprun>&b;</nmaprun>", .entities
      ),
      ("<!DOCTYPE nmaprun [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><nmaprun>&x;</nmaprun>", .entities),
      ("<?xml version=\"1.0\" encoding=\"UTF-7\"?><nmaprun/>", .malformed(.nmapXML)),
      ("<?a?><nmaprun/>", .malformed(.nmapXML)), ("<nmaprun><?a?></nmaprun>", .malformed(.nmapXML)),
      ("<nmaprun/><?a??>", .malformed(.nmapXML)),
      ("<!DOCTYPE n [<!ATTLIST n a CDATA #IMPLIED>]><nmaprun/>", .malformed(.nmapXML)),
      ("<!DOCTYPE n [<!NOTATION a SYSTEM \"b\">]><nmaprun/>", .malformed(.nmapXML)),
      ("<!DOCTYPE n [<!ELEMENT n ANY>]><nmaprun/>", .malformed(.nmapXML)),
      ("<nmaprun>" + String(repeating: "<a>", count: 100_000), .tooDeep(64)), ("<a/>", .malformed(.nmapXML)),
      ("<nmaprun><host>", .malformed(.nmapXML)), ("<nmaprun>&x;</nmaprun>", .malformed(.nmapXML)),
    ] as [(String, ListProblem.Reason)])
  func refused(_ text: String, _ reason: ListProblem.Reason) throws {
    #expect { try DocumentText(text, .nmapXML) } throws: { ($0 as? ListProblem)?.reason == reason }
  }

  @Test(
    "is refused where it is not in UTF-8, wherever that shows",
    arguments: [
      "<nmaprun><!-- # --></nmaprun>", "<nmaprun args=\"#\"/>", "<nmaprun #=\"a\"/>",
      "<nmaprun><h#/></nmaprun>",
      "<nmaprun>#</nmaprun>", "<nmaprun><![CDATA[#]]></nmaprun>", "<?a #?><nmaprun/>", "<nmaprun/><!--#-->",
      "<!DOCTYPE n PUBLIC \"#\" \"#\"><nmaprun/>",
    ])
  func otherBytes(_ text: String) throws {
    for bytes in [[0xFF], [0xC3], [0xED, 0xA0, 0x80]] as [[UInt8]] {
      let text = text.utf8.flatMap { $0 == UInt8(ascii: "#") ? bytes : [$0] }
      #expect {
        try DocumentText(text, .nmapXML)
      } throws: {
        ($0 as? ListProblem)?.reason == .malformed(.nmapXML)
      }
    }
  }
}
