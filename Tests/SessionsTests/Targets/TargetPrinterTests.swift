import Targets
import Testing

@testable import Sessions

@Suite("An endpoint as a line of a target list")
struct TargetPrinterTests {
  @Test(
    "is read back as the same endpoint",
    arguments: [
      ("192.0.2.1", "192.0.2.1:6443"), ("2001:db8::1", "[2001:db8::1]:6443"),
      ("api.example.com:443 cluster=prod", "api.example.com:443 cluster=prod"),
      ("http://192.0.2.1:8080", "http://192.0.2.1:8080"),
      (
        "https://rancher.example.com/k8s/clusters/local",
        "https://rancher.example.com:443/k8s/clusters/local"
      ),
    ])
  func line(_ text: String, _ expected: String) throws {
    for text in [text, expected] {
      let list = try TargetList(
        sources: [TargetSource(name: "list", text: Array(text.utf8))], ports: PortList("6443"),
        exclusions: [], maximum: 1)
      let destination = try #require(ListOrder(list, shard: .whole).first { _ in true })
      #expect(TargetPrinter.line(destination, port: try #require(destination.ports.first)) == expected + "\n")
    }
  }

  @Test("the count tells what is left out, and nothing of what is not")
  func count() {
    #expect(TargetPrinter.count(1, duplicates: 0, excluded: 0, nonHosts: 0) == "1 endpoint")
    #expect(
      TargetPrinter.count(1200, duplicates: 2, excluded: 3, nonHosts: 4)
        == "1,200 endpoints, 2 named more than once, 3 excluded, "
        + "4 left out because the address names no host")
  }
}
