import Exposure
import Fixtures
import Targets
import Testing

@Suite("On which endpoints a rule of a policy holds")
struct PolicyMatchTests {
  /// Whether an endpoint fits a match in the words of the file.
  private func fits(
    _ match: String, _ observation: Observation = .asked(labels: [Label(key: "env", value: "demo")])
  ) throws -> Bool {
    let policy = try Policy.read(
      """
      {"version": 1, "exceptions": [
        {"finding": "anonymous-version", "match": \(match), "reason": "r", "expires": "2027-03-31"}]}
      """)
    let applied = PolicyInForce(policy, at: .day(.on("2027-01-01"))).applied(to: .leak, of: observation)
    return applied.acceptance(of: .anonymousVersion) != nil
  }

  @Test(
    "a target is the text of the list, its name or its address, with or without the port",
    arguments: [
      ("api.demo.example.com", true), ("API.Demo.example.COM", true), ("api.demo.example.com:6443", true),
      ("10.0.0.5", true), ("10.0.0.5:6443", true), ("10.0.0.5:443", false), ("*.demo.example.com", true),
      ("*.example.com", true), ("example.com", false), ("api.demo.example.co?", true), ("*", true),
      ("api.*.com:6443", true), ("api.demo", false), ("**demo**", true), ("?", false), ("10.0.0.*", true),
      ("*.EXAMPLE.com", true), ("*.example.org", false), ("api.demo.*api.demo.example.com", false),
      ("*exampl?.com", true), ("*a*m", true), ("*m*a", false),
    ])
  func targets(_ pattern: String, _ expected: Bool) throws {
    #expect(try fits(#"{"target": "\#(pattern)"}"#) == expected)
  }

  @Test(
    "a block holds the address",
    arguments: [
      ("10.0.0.0/8", true), ("10.0.0.5", true), ("10.0.0.1-10.0.0.9", true), ("10.0.0.6-10.0.0.9", false),
      ("192.0.2.0/24", false), ("::/0", false), ("::ffff:10.0.0.0/104", true),
    ])
  func blocks(_ block: String, _ expected: Bool) throws {
    #expect(try fits(#"{"block": "\#(block)"}"#) == expected)
  }

  @Test("an endpoint without an address is in no block")
  func noAddress() throws {
    #expect(try !fits(#"{"block": "0.0.0.0/0"}"#, .asked(address: nil)))
  }

  @Test(
    "a label is its key and a pattern of its value",
    arguments: [
      ("env=demo", true), ("env=d*", true), ("env=", false), ("env=prod", false), ("stage=demo", false),
    ])
  func labels(_ label: String, _ expected: Bool) throws {
    #expect(try fits(#"{"label": "\#(label)"}"#) == expected)
  }

  @Test("a cluster is a label of that name, or the name of the target, whatever the case")
  func clusters() throws {
    let labelled = Observation.asked(labels: [Label(key: "cluster", value: "Prod-1")])
    #expect(try fits(#"{"cluster": "prod-1"}"#, labelled))
    #expect(try fits(#"{"cluster": "api.demo.example.com"}"#, labelled))
    #expect(try !fits(#"{"cluster": "prod"}"#, labelled))
  }

  @Test("a cluster is the value of cluster_id")
  func identifier() throws {
    let identifier = try #require(ClusterIdentifier.text(.asked(), .leak))
    #expect(try fits(#"{"cluster": "\#(identifier)"}"#))
  }

  @Test("a component is what answered")
  func components() throws {
    #expect(try fits(#"{"component": "kube-apiserver"}"#))
    #expect(try !fits(#"{"component": ["etcd", "kubelet"]}"#))
  }

  @Test("of the values of one key one is enough, and all keys have to fit")
  func combined() throws {
    #expect(
      try fits(#"{"target": ["x", "api.*"], "label": ["env=prod", "env=demo"], "block": "10.0.0.0/8"}"#))
    #expect(try !fits(#"{"target": "api.*", "label": "env=prod"}"#))
  }

  @Test("ten thousand rules for one target each are found by its name")
  func many() {
    let exceptions = (0..<Policy.mostRules).map { number in
      PolicyException.sample(
        .finding(.anonymousVersion), match: PolicyMatch(targets: [NameGlob("host-\(number)")]))
    }
    let policy = PolicyInForce(Policy(exceptions: exceptions), at: .day(.on("2027-01-01")))
    let applied = policy.applied(to: .leak, of: .asked("host-9999", name: nil))
    #expect(applied.policy?.exceptions == [9999])
  }

  @Test("a pattern of many stars costs no more than its length times that of the name")
  func stars() throws {
    let pattern = String(repeating: "*a", count: 200) + "b"
    let name = String(repeating: "a", count: 4000)
    #expect(try !fits(#"{"target": "\#(pattern)"}"#, .asked(name, name: nil)))
  }
}
