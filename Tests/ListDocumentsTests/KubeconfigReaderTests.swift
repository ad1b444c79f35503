import Fixtures
import ListDocuments
import Targets
import Testing

@Suite("A kubeconfig as a list")
struct KubeconfigReaderTests {
  @Test("gives a target for each context, and for each cluster without one")
  func contexts() throws {
    let listed = try DocumentText(ListFixture.bytes("kubeconfig.yaml"))
    #expect(
      listed.targets == [
        "https://rancher.example.com/k8s/clusters/c-m-1 context=one cluster=rancher-one",
        "https://rancher.example.com/k8s/clusters/c-m-2 context=two_words cluster=rancher-two",
        "https://192.0.2.10:6443 tls-server-name=kubernetes.default proxy-url=socks5h://192.0.2.1:1080 context=bare cluster=bare",
        "https://[2001:db8::10]:6443 cluster=spare",
      ])
    #expect(
      listed.notices == [
        "list: 1 context left out: their cluster is not in the file"
      ])
  }

  @Test(
    "is read in braces, and several in one file",
    arguments: [
      (
        #"{"apiVersion":"v1","kind":"Config","clusters":[{"name":"a","cluster":{"server":"https://a.example:6443"}}],"contexts":[],"users":[{"name":"u","user":{"token":"x"}}]}"#,
        ["https://a.example:6443 cluster=a"]
      ),
      (
        "kind: Config\nclusters:\n- name: a\n  cluster: {server: 'https://a.example'}\n---\nkind: Config\nclusters:\n- name: b\n  cluster: {server: \"https://b.example\"}\n",
        ["https://a.example cluster=a", "https://b.example cluster=b"]
      ),
      ("kind: Config\nclusters: []\n", []),
      ("kind: Config\nclusters:\n- 1\n- name: a\n- name: b\n  cluster: 7\n", []),
      (
        "users: [a, b]\nkind: Config\nclusters:\n- name: a\n  cluster: {server: 'https://a.example'}\n",
        ["https://a.example cluster=a"]
      ),
    ])
  func forms(_ text: String, _ targets: [String]) throws {
    #expect(try DocumentText(text, .kubeconfig).targets == targets)
  }

  @Test(
    "has proxies as kubectl takes them, and leaves out the clusters behind others",
    arguments: [
      ("http://proxy.example.com:3128", "http://proxy.example.com:3128"),
      ("socks5://proxy.example.com", "socks5h://proxy.example.com:1080"),
      ("https://proxy.example.com", nil), ("http://me:hush@proxy.example.com:3128", nil), ("proxy", nil),
    ])
  func proxies(_ url: String, _ proxy: String?) throws {
    let listed = try DocumentText(
      "kind: Config\nclusters:\n- name: a\n  cluster: {server: 'https://10.0.0.1', proxy-url: '\(url)'}\n",
      .kubeconfig)
    #expect(listed.targets == (proxy.map { ["https://10.0.0.1 proxy-url=\($0) cluster=a"] } ?? []))
    #expect(listed.notices.count == (proxy == nil ? 1 : 0))
    #expect(!listed.notices.joined().contains("hush"))
  }

  @Test("is not parsed where its users stand, whatever they hold")
  func users() throws {
    let text =
      "users:\n- name: a\n  user: {token: \"*x &y ]]] never ends\n- [\nkind: Config\nclusters:\n- name: a\n  cluster: {server: 'https://a.example'}\n"
    #expect(try DocumentText(text, .kubeconfig).targets == ["https://a.example cluster=a"])
  }

  @Test(
    "is refused where it refers to itself, is nested without end, or is no YAML",
    arguments: [
      ("a: &a [x]\nb: *a\n", .references, 1), ("clusters:\n- <<: *x\n", .references, 2),
      (String(repeating: "[", count: 100_000), .tooDeep(64), 1),
      ("kind: \"Config\nclusters:", .malformed(.kubeconfig), 2),
      ("- a\n- b\n", .malformed(.kubeconfig), nil), ("a: 1\na: 2\n", .malformed(.kubeconfig), 1),
    ] as [(String, ListProblem.Reason, UInt64?)])
  func refused(_ text: String, _ reason: ListProblem.Reason, _ line: UInt64?) throws {
    #expect(throws: ListProblem(reason, line: line)) { try DocumentText(text, .kubeconfig) }
  }

  @Test("does not end the program by sequences within sequences, or by its size")
  func bounds() throws {
    let deep = "kind: Config\n" + String(repeating: "- ", count: 200_000)
    #expect(throws: ListProblem.self) { try DocumentText(deep, .kubeconfig) }
    let large = [UInt8](repeating: UInt8(ascii: "\n"), count: (16 << 20) + 1)
    #expect(throws: ListProblem(.tooLarge(bytes: 16 << 20))) { try DocumentText(large, .kubeconfig) }
  }

  @Test("is quoted in no message, a server with a password in its URL included")
  func secrets() throws {
    let text = "kind: Config\nclusters:\n- name: a\n  cluster:\n    server: https://me:hunter2@a.example\n"
    let source = try TargetSource(name: "config", text: Array(text.utf8), DocumentText.settings(.kubeconfig))
    #expect { try TargetList(sources: [source], maximum: 10) } throws: { error in
      "\(error)".hasPrefix("config:5: ") && !"\(error)".contains("hunter2")
    }
  }
}

/// A document read as a list.
struct DocumentText {
  var targets: [String] = []
  var notices: [String] = []

  static func settings(_ format: ListFormat? = nil) -> ListSettings {
    var settings = ListSettings()
    settings.format = format
    settings.documents = DocumentLibraries()
    return settings
  }

  init(_ text: String, _ format: ListFormat? = nil) throws { try self.init(Array(text.utf8), format) }

  init(_ text: [UInt8], _ format: ListFormat? = nil, keeping ports: String? = nil) throws {
    var notices: [String] = []
    var settings = Self.settings(format)
    settings.keptPorts = try ports.map { try PortList($0) }
    let source = try TargetSource(name: "list", text: text, settings) { notices.append($0) }
    self.notices = notices
    guard let list = try? TargetList(sources: [source], maximum: 1000) else { return }
    targets = list.map { destination in
      ([destination.target.text] + destination.target.labels.map { "\($0.key)=\($0.value)" }).joined(
        separator: " ")
    }
  }
}
