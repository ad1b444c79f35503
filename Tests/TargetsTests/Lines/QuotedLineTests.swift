import Testing

@testable import Targets

@Suite("What is quoted of a bad line")
struct QuotedLineTests {
  /// The sentence of a line that cannot be understood.
  private func sentence(_ line: String) throws -> String {
    do {
      _ = try TargetLine(line)
      throw Understood()
    } catch let problem as LineProblem {
      return BadLine(source: "list.txt", number: 7, line: Array(line.utf8)[...], problem: problem).description
    }
  }

  private struct Understood: Error {}

  @Test(
    "is what has the form of a host, port or label; the rest is left out, in the text and in the reason",
    arguments: [
      ("host:hunter2secret", "`host:…`: what is behind the colon is not a port"),
      ("10.0.0.1:hunter2", "`10.0.0.1:…`: what is behind the colon is not a port"),
      ("https://host:hunter2secret/", "`https://host:…/`: what is behind the colon"),
      ("[2001:db8::1]:hunter2", "not shown"),
      ("[::1]hunter2", "not shown"), ("[2001:db8::1", "the ] is missing"),
      ("10.0.0.1 hunter2secret", "`10.0.0.1 …`: word 2 is not a label"),
      ("10.0.0.1 hunter2 secret", "`10.0.0.1 … …`: word 2 is not a label"),
      ("10.0.0.1 site=berlin hunter2", "`10.0.0.1 site=berlin …`: word 3 is not a label"),
      ("10.0.0.1 =hunter2", "`10.0.0.1 …`: the label in word 2 has no key"),
      ("10.0.0.1:0 owner=hunter2@a.example", "`10.0.0.1:0 owner=…`: `0` is not a port"),
      ("10.0.0.1:0 hunter2==", "`10.0.0.1:0 …`"),
      ("10.0.0.1:0 my.key=hunter2", "`10.0.0.1:0 …`"), ("10.0.0.1:0 db-pass=hunter2", "not shown"),
      ("10.0.0.1:0 # hunter2", "`10.0.0.1:0 #…`"),
      ("10.0.0.1,root,hunter2", "`10.0.0.1,…`: 3 fields"),
      ("10.0.0.1|root|hunter2", "`10.0.0.1|…`"),
      ("https://a.example;hunter2", "`https://a.example;…`: 2 fields"),
      ("10.0.0.1:22:hunter2", "not shown, because it seems to hold a user name or password between colons"),
      ("10.0.0.1:hunter2:22", "`10.0.0.1:…:22`: the host has more than one colon"),
      ("db:hunter2:22", "`db:…:22`: this is not an IPv6 address"),
      ("https://a.example/?k=hunter2", "`https://a.example/?…`: the URL has a query"),
      ("https://a.example#hunter2", "`https://a.example#…`: the URL has a fragment"),
      ("fe80::1%hunter2hunter2hunter2", "the zone behind the % is not understood"),
      ("10.0.0.0/hunter2", "`10.0.0.0/…`: what is behind the / is not a prefix length"),
      ("hunter2@a.example", "not shown, because it seems to hold a user name or password before an @"),
    ])
  func left(line: String, expected: String) throws {
    let sentence = try sentence(line)
    #expect(sentence.contains(expected))
    #expect(!sentence.contains("hunter2"))
  }

  @Test(
    "is the mistake itself where it has a form that people mistype",
    arguments: [
      ("10.0.0.1:http", "`10.0.0.1:http`: `http` is not a port"),
      ("10.0.0.1:65536", "`10.0.0.1:65536`: `65536` is not a port"),
      ("10.0.0.1:6443,443", "`10.0.0.1:6443,443`"),
      ("api.example.com:6443-6445", "`6443-6445` is not a port"),
      ("api.example.com:6443/tcp", "`6443/tcp` is not a port"),
      ("api.example.com:6443/healthz", "`6443/healthz` is not a port"),
      ("api.example.com:*", "`*` is not a port"),
      ("api.example.com:", "`api.example.com:`: no port is behind the colon"),
      ("[2001:db8::1]6443", "`6443` is behind the ]"),
      ("2001:db8:::1", "`2001:db8:::1` is not an IPv6 address"),
      ("fe80::1%eth0", "the zone `%eth0` is not understood"),
      ("10.0.0.0/33", "`33` is not a prefix length"),
      ("10.0.0.1-300", "cannot end in `300`"),
      ("10.0.0.1:0 site=berlin cluster=a/b", "`10.0.0.1:0 site=berlin cluster=a/b`"),
      ("https://api.example.com/healthz", "`https://api.example.com/healthz`"),
      ("1.2.3.4.", "`1.2.3.4.`: a dot is behind the IPv4 address; write 1.2.3.4 without it"),
      ("not_a!host", "`not_a!host`"),
    ])
  func shown(line: String, expected: String) throws {
    #expect(try sentence(line).contains(expected))
  }
}
