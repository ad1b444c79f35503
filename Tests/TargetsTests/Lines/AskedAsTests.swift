import Testing

@testable import Targets

@Suite("A target that is asked in a way of its own")
struct AskedAsTests {
  private func target(_ line: String) throws -> Target {
    guard case .target(let entry)? = try TargetLine(line) else { throw LineProblem.hostMissing }
    return entry.target
  }

  @Test(
    "has the path of its URL for a prefix, without a slash at the end",
    arguments: [
      ("https://r.example/k8s/clusters/c-m-1", "/k8s/clusters/c-m-1"), ("https://r.example:8443/a/", "/a"),
      ("http://[2001:db8::1]/clusters/root:org~1/x_y.z", "/clusters/root:org~1/x_y.z"),
      ("https://r.example/", ""),
      ("https://r.example", ""), ("r.example", ""), ("https://r.example/versions", "/versions"),
    ])
  func prefix(_ line: String, _ prefix: String) throws {
    #expect(try target(line).pathPrefix == prefix)
  }

  @Test("has the name of tls-server-name for SNI and Host, which is no label")
  func serverName() throws {
    let target = try target("10.0.0.1:6443 a=b tls-server-name=API.Example. c=d")
    #expect(target.text == "10.0.0.1:6443 tls-server-name=api.example")
    #expect(target.serverName == "api.example")
    #expect(target.hostName == nil)
    #expect(target.labels == [Label(key: "a", value: "b"), Label(key: "c", value: "d")])
    let endpoint = Endpoint(target: target, address: .v4(0x0A00_0001), port: 6443, transport: .tls)
    #expect(endpoint.hostHeader == "api.example:6443")
    #expect(try self.target("a.example tls-server-name=b.example").serverName == "b.example")
  }

  @Test(
    "keeps the name that leads to it",
    arguments: [
      ("a.example", "a.example"), ("a.example tls-server-name=b.example", "a.example"),
      ("https://A.example.:8443/p tls-server-name=b.example x=y", "a.example"),
      ("a.example:6443 proxy-url=socks5h://127.0.0.1:1 tls-server-name=b.example", "a.example"),
      ("bücher.example tls-server-name=b.example", "xn--bcher-kva.example"),
      ("[2001:db8::1]:6443 tls-server-name=b.example", nil),
      ("https://10.0.0.1 tls-server-name=b.example", nil),
    ] as [(String, String?)])
  func hostName(_ line: String, _ name: String?) throws {
    #expect(try target(line).hostName == name)
  }

  @Test("is another endpoint than its host under another prefix or name, and the same under the same")
  func identity() throws {
    let text = """
      https://r.example/a
      https://r.example/b x=y
      r.example:443
      https://r.example/a/
      10.0.0.1:443
      10.0.0.1:443 tls-server-name=r.example
      10.0.0.1:443 tls-server-name=s.example
      https://10.0.0.1 tls-server-name=r.example
      r.example:443 tls-server-name=r.example
      !10.0.0.9
      10.0.0.9 tls-server-name=r.example
      """
    let source = TargetSource(name: "list", text: Array(text.utf8))
    let list = try TargetList(sources: [source], maximum: 100)
    #expect(list.endpointCount == 6)
    #expect(list.duplicateCount == 3)
    #expect(list.excludedCount == 1)
    let identities = Set(
      list.map {
        EndpointIdentity(Endpoint(target: $0.target, address: nil, port: 443, transport: .tls))
      })
    #expect(identities.count == 5)
    #expect(ListIndex(list).destination(at: 1)?.target.pathPrefix == "/b")
  }

  @Test("gives lists of other prefixes another fingerprint")
  func fingerprint() throws {
    let prints = try ["https://r.example/a", "https://r.example/b", "https://r.example"].map {
      try TargetList(sources: [TargetSource(argument: $0)], maximum: 1).fingerprint
    }
    #expect(Set(prints).count == 3)
  }
}
