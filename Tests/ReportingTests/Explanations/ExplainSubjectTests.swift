import Exposure
import Targets
import Testing

@testable import Reporting

@Suite("What `apiexpose explain` is asked for")
struct ExplainSubjectTests {
  private static func read(_ text: String) -> ExplainSubject {
    ExplainSubject(
      text, knowing: .builtIn, isFile: { $0 == "list" },
      isLocalName: LocalNames(hosts: "127.0.1.1 api Health # nonsense\n::1 ip-localhost\n".utf8).contains)
  }

  @Test(
    "an identifier, with either hyphen and in any case",
    arguments: [
      ("version_leak", "version_leak"), ("VERSION-LEAK", "version_leak"),
      ("recent_restart", "recent-restart"),
    ])
  func identifiers(_ text: String, _ id: String) {
    guard case .explanation(let explanation) = Self.read(text) else {
      Issue.record("\(text) is not taken for an identifier")
      return
    }
    #expect(explanation.id == id)
  }

  @Test(
    "something that is neither an identifier nor a target is told, and what to type",
    arguments: [
      ("versoin_leak", "did you mean version_leak?"),
      ("known-vulnerability", "did you mean known-vulnerabilities?"),
      ("locked", "did you mean locked_down?"),
      ("exposed", "is a posture, of these verdicts: anonymous_access, insecure_port, version_leak"),
      ("critical", "is a severity"), ("CVE-2018-1002105", "`apiexpose knowledge CVE-2018-1002105`"),
      ("cve-1999-1", "`apiexpose knowledge cve-1999-1`"), ("1.31", "`apiexpose knowledge 1.31`"),
      ("v1.31.2", "`apiexpose knowledge v1.31.2`"), ("go1.22.8", "is a version"),
      ("eks", "`apiexpose knowledge eks`"),
      ("kubelet", "findings of its own: kubelet-anonymous, kubelet-read-only-port, component-metrics"),
      ("etcd", "`apiexpose explain etcd-open` explains one"), ("supervisor", "is a component"),
      ("kubelett", "did you mean kubelet?"), ("nonsense", "is no identifier"), ("nonsense", "nonsense:6443"),
      ("CIS-1.2.1", "`apiexpose knowledge CIS-1.2.1` shows it (CIS-1.2.1:1.12, CIS-1.2.1:2.1.0)"),
      ("cis-1.2.1:2.1.0", "`apiexpose knowledge CIS-1.2.1:2.1.0`"),
      ("STIG-V-242390", "`apiexpose knowledge STIG-V-242390`"),
      ("list", "`apiexpose scan list`"), ("targets.txt", "there is no file"),
      ("no_such_thing", "neither an identifier nor a host"),
    ])
  func others(_ text: String, _ advice: String) {
    guard case .other(let said) = Self.read(text) else {
      Issue.record("\(text) is taken for something to explain")
      return
    }
    #expect(said.contains(advice), "\(said)")
  }

  @Test(
    "everything else is a target",
    arguments: [
      "localhost", "api.example.com", "10.0.0.1", "10.0.0.0/30", "api", "API", "health", "master1",
      "nonsense:6443", "versoin_leak:6443",
      "[::1]:6443",
      "https://api.example.com", "1.31.2.4", "host:hunter2secret", "k8s-prod",
    ])
  func targets(_ text: String) {
    guard case .target(text) = Self.read(text) else {
      Issue.record("\(text) is not taken for a target")
      return
    }
  }
}
