import Targets
import Testing

@Suite("The URL of a proxy")
struct ProxyURLTests {
  @Test(
    "is read in every form that people write, and shown in one",
    arguments: [
      ("socks5://192.0.2.1:1080", "socks5://192.0.2.1:1080", false),
      ("SOCKS5H://Proxy.Example.com", "socks5h://proxy.example.com:1080", true),
      ("http://[2001:db8::1]:3128/", "http://[2001:db8::1]:3128", true),
      ("http://proxy.example.com", "http://proxy.example.com:80", true),
      ("socks5://localhost", "socks5://localhost:1080", false),
    ])
  func read(_ text: String, _ shown: String, _ resolvesNames: Bool) throws {
    let url = try ProxyURL(text)
    #expect(url.description == shown)
    #expect(url.resolvesNames == resolvesNames)
    #expect(try ProxyURL(shown) == url)
  }

  @Test(
    "is refused where it cannot be used",
    arguments: [
      ("192.0.2.1:1080", ProxyURLProblem.noScheme), ("", .noScheme),
      ("https://proxy.example.com:443", .tls), ("socks4://192.0.2.1", .unsupportedScheme),
      ("ftp://192.0.2.1", .unsupportedScheme),
      ("socks5://me:hush@192.0.2.1:1080", .hasUser), ("http://me@proxy.example.com", .hasUser),
      ("http://proxy.example.com/path", .hasPath), ("http://proxy.example.com?x", .hasPath),
      ("socks5://", .badHost), ("socks5://192.0.2.0/24", .hasPath), ("socks5://192.0.2.1-9", .badHost),
      ("socks5://0.0.0.0", .badHost), ("socks5://192.0.2.1:0", .badHost), ("socks5://a b", .badHost),
      ("socks5://" + String(repeating: "a.", count: 200), .tooLong),
    ])
  func refused(_ text: String, _ problem: ProxyURLProblem) {
    #expect(throws: problem) { try ProxyURL(text) }
    #expect(!problem.description.contains("hush"))
  }

  @Test("of a kubeconfig leaves names to the proxy, as kubectl does")
  func kubeconfig() throws {
    #expect(try ProxyURL("socks5://192.0.2.1").resolvingNames == "socks5h://192.0.2.1:1080")
    #expect(try ProxyURL("http://192.0.2.1:3128").resolvingNames == "http://192.0.2.1:3128")
  }
}

@Suite("The word proxy-url behind a target")
struct ProxyWordTests {
  private static func target(_ line: String) throws -> Target {
    guard case .target(let entry)? = try TargetLine(line) else { throw CancellationError() }
    return entry.target
  }

  @Test("is no label, and stands in the text of the target")
  func word() throws {
    let target = try Self.target(
      "192.0.2.1:6443 cluster=prod proxy-url=socks5h://10.0.0.1 tls-server-name=api.example.com")
    #expect(target.proxy == (try ProxyURL("socks5h://10.0.0.1:1080")))
    #expect(target.labels == [Label(key: "cluster", value: "prod")])
    #expect(
      target.text
        == "192.0.2.1:6443 tls-server-name=api.example.com proxy-url=socks5h://10.0.0.1:1080")
    #expect(Target.proxy(behind: target.text) == target.proxy)
    #expect(Target.proxy(behind: "192.0.2.1:6443") == nil)
    #expect(Target.proxy(behind: "192.0.2.1 proxy-url=https://10.0.0.1") == nil)
  }

  @Test(
    "is refused where it cannot be used",
    arguments: [
      ("192.0.2.1 proxy-url=https://10.0.0.1", LineProblem.badProxy(.tls)),
      ("192.0.2.1 proxy-url=", .badProxy(.noScheme)),
      ("192.0.2.0/24 proxy-url=http://10.0.0.1", .proxyOfBlock),
      ("192.0.2.1 proxy-url=http://10.0.0.1 proxy-url=http://10.0.0.2", .severalProxies),
    ])
  func refused(_ line: String, _ problem: LineProblem) {
    #expect(throws: problem) { try TargetLine(line) }
  }

  @Test("with a password in it is refused, and nothing of it is shown")
  func password() throws {
    let source = TargetSource(argument: "192.0.2.1 proxy-url=http://me:hush@10.0.0.1")
    let error = #expect(throws: TargetListError.self) {
      try TargetList(sources: [source], ports: PortList("6443"), exclusions: [], maximum: 10)
    }
    #expect(error?.description.contains("hush") == false)
  }

  @Test("makes one address another endpoint behind each proxy")
  func identity() throws {
    let lines = ["192.0.2.1", "192.0.2.1 proxy-url=http://10.0.0.1", "192.0.2.1 proxy-url=http://10.0.0.2"]
    let list = try TargetList(
      sources: (lines + lines).map { TargetSource(argument: $0) }, ports: PortList("6443"), exclusions: [],
      maximum: 10)
    #expect(list.endpointCount == 3 && list.duplicateCount == 3)
    let identities = Set(
      try lines.map {
        EndpointIdentity(
          Endpoint(target: try Self.target($0), address: IPAddress("192.0.2.1"), port: 6443, transport: .tls))
      })
    #expect(identities.count == 3)
  }
}
