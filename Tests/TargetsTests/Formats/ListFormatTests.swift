import Fixtures
import Testing

@testable import Targets

@Suite("The format of a list")
struct ListFormatTests {
  @Test(
    "is recognised by what the programs write",
    arguments: [
      ("nmap.xml", .nmapXML), ("nmap-named.xml", .nmapXML), ("nmap6.xml", .nmapXML),
      ("masscan.xml", .nmapXML),
      ("nmap.gnmap", .nmapGrepable), ("nmap6.gnmap", .nmapGrepable), ("masscan.gnmap", .nmapGrepable),
      ("masscan.json", .masscanJSON), ("masscan.list", .masscanList), ("kubeconfig.yaml", .kubeconfig),
    ] as [(String, ListFormat)])
  func programs(_ file: String, _ format: ListFormat) throws {
    #expect(ListFormat(recognizing: try ListFixture.bytes(file)) == format)
  }

  @Test(
    "is recognised by a header or a first entry",
    arguments: [
      ("ip\n10.0.0.1\n", .csv), ("host,port\na.example,443\n", .csv), ("Name;IP;Owner\na;10.0.0.1;b\n", .csv),
      ("ip\tport\n10.0.0.1\t443\n", .csv), ("\u{FEFF}saddr\n10.0.0.1\n", .csv),
      ("scanned_at,target,labels,address,port\n", .csv),
      (
        "{\"schema\":2,\"target\":\"https://a.example/clusters/b\",\"body\":\"apiVersion users -----BEGIN X\"}\n",
        .results
      ),
      ("{\"schema\":2,\"target\":\"a.example\"}\n", .results),
    ] as [(String, ListFormat)])
  func tables(_ text: String, _ format: ListFormat) {
    #expect(ListFormat(recognizing: text.utf8) == format)
  }

  @Test(
    "is that of lines where the first line is a target, whatever follows",
    arguments: [
      "10.0.0.1\nip,port\n", "a.example\n{\"schema\":2}\n", "# saddr\n10.0.0.1\n", "!10.0.0.1\nHost: x\n", "",
      "# \n",
      "ip:443\n", "host.\n", "10.0.0.300\n", "user:\n",
    ])
  func lines(_ text: String) {
    #expect(ListFormat(recognizing: text.utf8) == .lines)
  }
}
