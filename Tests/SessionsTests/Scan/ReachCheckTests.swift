import Targets
import Testing

@testable import Sessions

@Suite("The command that tells whether an endpoint can be reached")
struct ReachCheckTests {
  private static let rows: [(line: String, proxy: String?, command: String)] = [
    ("127.0.0.1:6443", nil, "curl -vk --max-time 5 https://127.0.0.1:6443/version"),
    ("[::1]:6443", nil, "curl -vk --max-time 5 https://[::1]:6443/version"),
    ("http://127.0.0.1:8080", nil, "curl -v --max-time 5 http://127.0.0.1:8080/version"),
    (
      "https://api.example.com:8443/k8s/clusters/c-1", nil,
      "curl -vk --max-time 5 https://api.example.com:8443/k8s/clusters/c-1/version"
    ),
    (
      "127.0.0.1:6443", "http://127.0.0.1:3128",
      "curl -vk --max-time 5 --proxytunnel --proxy http://127.0.0.1:3128 https://127.0.0.1:6443/version"
    ),
    (
      "http://api.example.com:8080", "socks5h://127.0.0.1:1080",
      "curl -v --max-time 5 --proxytunnel --proxy socks5h://127.0.0.1:1080 http://api.example.com:8080/version"
    ),
    (
      "http://api.example.com:8080 proxy-url=socks5://127.0.0.2:1080", "http://127.0.0.1:3128",
      "curl -v --max-time 5 --proxytunnel --proxy socks5://127.0.0.2:1080 http://api.example.com:8080/version"
    ),
  ]

  @Test("goes the way of the scan, over TLS or in the clear", arguments: rows)
  func commands(_ row: (line: String, proxy: String?, command: String)) throws {
    let list = try TargetList(
      sources: [TargetSource(argument: row.line)], ports: try PortList("6443"), exclusions: [], maximum: 10)
    let destination = try #require(ListOrder(list, shard: .whole).first { _ in true })
    let check = ReachCheck(destination, proxy: try row.proxy.map { try ProxyURL($0) })
    #expect(check.command == row.command)
  }

  @Test("names no endpoint where none is known")
  func unknown() throws {
    #expect(ReachCheck().command == "curl -vk --max-time 5 https://HOST:6443/version")
    #expect(
      ReachCheck(proxy: try ProxyURL("socks5://127.0.0.1")).command
        == "curl -vk --max-time 5 --proxytunnel --proxy socks5://127.0.0.1:1080 https://HOST:6443/version")
  }
}
