import Fixtures
import Testing

@testable import Targets

@Suite("The list of a scanner")
struct ScannerListTests {
  @Test(
    "gives the open TCP ports that nmap and masscan found",
    arguments: [
      ("nmap.gnmap", ["127.0.0.1:6443"]), ("nmap6.gnmap", ["[::1]:8443"]),
      ("masscan.gnmap", ["10.9.0.2:6443", "10.9.0.2:8443"]),
      ("masscan.json", ["10.9.0.2:6443", "10.9.0.2:8443"]),
      ("masscan.list", ["10.9.0.2:6443", "10.9.0.2:8443"]),
    ])
  func programs(_ file: String, _ lines: [String]) throws {
    #expect(try ListedText(ListFixture.bytes(file)).lines == lines)
  }

  @Test("keeps the ports that are asked for")
  func ports() throws {
    var settings = ListSettings()
    settings.keptPorts = try PortList("8443-8445")
    let listed = try ListedText(ListFixture.bytes("masscan.json"), settings)
    #expect(listed.lines == ["10.9.0.2:8443"])
    #expect(listed.notices == ["list: 1 open port left out: not among the ports that are asked for"])
  }

  @Test(
    "is read in the variants that the programs know",
    arguments: [
      (
        "Host: 192.0.2.1 (a.example)\tPorts: 53/open/udp//domain///, 6443/open/tcp//https///, 80/open|filtered/tcp/////\tIgnored State: closed (1)\n",
        ["192.0.2.1:6443 hostname=a.example"]
      ),
      (
        "#masscan\nopen udp 53 192.0.2.1 1\nopen tcp 6443 2001:db8::1 1\nbanner tcp 443 192.0.2.1 1 ssl TLS/1.2\n# end\n",
        ["[2001:db8::1]:6443", "192.0.2.1:443"]
      ),
      (
        "[\n{ \"ip\": \"192.0.2.1\", \"ports\": [ {\"port\": 443, \"proto\": \"tcp\", \"service\": {\"name\": \"ssl\", \"banner\": \"}]\\\"{\"}} ] },\n{finished: 1}\n]\n",
        ["192.0.2.1:443"]
      ),
      (
        "[{\"ip\":\"192.0.2.1\",\"ports\":[{\"port\":1,\"proto\":\"tcp\",\"status\":\"closed\"},{\"port\":2}]},{\"ip\":\n\"192.0.2.2\",\"ports\":[]}]",
        ["192.0.2.1:2"]
      ),
      (
        "{\"schema\":2,\"target\":\"10.0.0.0/8\",\"labels\":[{\"key\":\"a\",\"value\":\"b\"}],\"address\":\"10.0.0.1\",\"port\":6443}\n{\"end\":{}, \"schema\":2}\n",
        ["10.0.0.1:6443 a=b"]
      ),
    ])
  func variants(_ text: String, _ lines: [String]) throws {
    #expect(try ListedText(text).lines == lines)
  }

  @Test(
    "is refused with the line where it is something else",
    arguments: [
      (.masscanJSON, "[\n{\"ip\": 1, \"ports\": []}\n]", 2), (.masscanJSON, "[\n{\"ip\": \"192.0.2.1\", ", 2),
      (.masscanJSON, "x\n", 1), (.masscanJSON, "\"{\"", 1), (.results, "{\"target\":\"a\"}\n", 1),
      (.masscanList, "open tcp\n", 1), (.masscanList, "\nshut tcp 1 2 3\n", 2),
      (.nmapGrepable, "Ports: 1/open/tcp\n", 1),
      (.nmapGrepable, "10.0.0.1\n", 1),
    ] as [(ListFormat, String, UInt64)])
  func malformed(_ format: ListFormat, _ text: String, _ line: UInt64) throws {
    var settings = ListSettings()
    settings.format = format
    #expect(throws: ListProblem(.malformed(format), line: line)) { try ListedText(text, settings) }
  }

  @Test("is bounded in depth and in the length of an entry")
  func bounds() throws {
    var settings = ListSettings()
    settings.format = .masscanJSON
    let deep = String(repeating: "{\"a\":", count: 100_000)
    #expect(throws: ListProblem(.tooDeep(JSONEntryReader.deepest), line: 1)) {
      try ListedText(deep, settings)
    }
    let long = "{\"ip\":\"" + String(repeating: "x", count: JSONEntryReader.longestEntry) + "\n"
    #expect(throws: ListProblem(.tooLong(bytes: JSONEntryReader.longestEntry), line: 1)) {
      try ListedText(long, settings)
    }
  }

  @Test("is told that this build reads no XML and no YAML", arguments: ["nmap.xml", "kubeconfig.yaml"])
  func unsupported(_ file: String) throws {
    #expect { try ListedText(ListFixture.bytes(file)) } throws: {
      "\($0)".hasSuffix("which this build cannot read")
    }
  }
}
