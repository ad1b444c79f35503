import Exposure
import Fixtures
import Reporting
import Testing

@Suite("apiexpose explain")
struct ExplainCommandTests {
  @Test("lists every identifier with its title")
  func index() async throws {
    let outcome = try await Command.run("explain")
    #expect(outcome.status == 0)
    for explanation in Explanation.all {
      #expect(
        outcome.lines.contains { $0.hasPrefix("  \(explanation.id) ") && $0.hasSuffix(explanation.title) })
    }
  }

  @Test("explains each identifier within 80 columns, commands left whole", arguments: Explanation.all)
  func each(_ explanation: Explanation) {
    let text = ExplanationText(layout: Paragraphs(width: 80)).whole(explanation)
    #expect(text.hasPrefix("\(explanation.id): \(explanation.title)\n\nWHAT IT MEANS\n  "))
    for title in ["HOW IT IS USED", "HOW TO CHECK IT", "WHAT TO DO"] {
      #expect(text.contains("\n\n\(title)\n"))
    }
    for line in text.split(separator: "\n") where !line.hasPrefix("    ") {
      let isOneWord = line.split(separator: " ").count == 1
      #expect(line.count <= 80 || isOneWord, "\(line)")
    }
  }

  @Test("an identifier may be written with the other hyphen", arguments: ["version-leak", "recent_restart"])
  func hyphens(_ name: String) async throws {
    let outcome = try await Command.run("explain", name)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("WHAT TO DO"))
  }

  @Test("a target is scanned, and what it shows explained for its release, with commands that fit it")
  func target() async throws {
    try await withFleet { servers in
      let server = try #require(servers.first { $0.behaviour == .kubeadmDefault })
      let outcome = try await Command.run("explain", server.target, "--full")
      #expect(outcome.status == 0)
      #expect(outcome.errors.isEmpty)
      #expect(
        outcome.lines.first?.hasPrefix("\(server.target): version_leak, severity medium, v1.36.2") == true)
      #expect(outcome.output.contains("curl -sk https://\(server.target)/version"))
      #expect(outcome.output.contains("stable in 1.36"))
      #expect(!outcome.output.contains("v1beta1"))
      #expect(!outcome.output.contains("HOST:PORT"))
      #expect(outcome.output.contains("known-vulnerabilities (medium)"))
      #expect(
        outcome.output.contains("anonymous-version (medium): The version document is readable\n  Seen: {"))
      #expect(outcome.output.components("(1) Allow anonymous requests").count == 2)
    }
  }

  @Test("by default a target is explained in 25 lines: verdict, why, what was noticed, what to do first")
  func short() async throws {
    try await withFleet { servers in
      for server in servers {
        let outcome = try await Command.run("explain", server.target, "--deadline", "20s")
        #expect(outcome.status == 0 && outcome.errors.isEmpty)
        #expect(outcome.lines.count <= 25, "\(outcome.output)")
        #expect(outcome.output.contains("\nWHAT TO DO FIRST\n  "), "\(outcome.output)")
        #expect(outcome.output.contains("`apiexpose explain \(server.target) --full`"))
        for line in outcome.lines { #expect(line.count <= 80, "\(line)") }
      }
    }
  }

  @Test(
    "a server that speaks plain HTTP is explained by commands in plain HTTP, and called what is known of it")
  func plainHTTP() async throws {
    try await withFleet([.plaintextProxy]) { servers in
      let outcome = try await Command.run("explain", servers[0].target, "--full")
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("curl -s http://\(servers[0].target)/version"))
      #expect(
        !outcome.output.contains("https://\(servers[0].target)") && !outcome.output.contains("curl -sk"))
      #expect(outcome.output.contains("plaintext-http (high): A server of the Kubernetes API answers"))
    }
  }

  @Test("an open kubelet is not acquitted, and --components asks it")
  func components() async throws {
    try await withFleet([.openKubelet]) { servers in
      let target = servers[0].target
      let unasked = try await Command.run("explain", target, "--full")
      #expect(
        unasked.output.contains("health_only: kubelet tells strangers its health; nothing more was asked"))
      #expect(unasked.output.contains("`apiexpose explain \(target) --components --full`"))
      #expect(!unasked.output.contains("Nothing has to be done"))
      let asked = try await Command.run("explain", "--components", target)
      #expect(
        asked.status == 0 && asked.output.contains("(kubelet-anonymous)"), "\(asked.output)\(asked.errors)")
      #expect(asked.output.contains("--components all"))
      #expect(try await Command.run("explain", target, "--components", "kubelett").status == 64)
      let scan = try await Command.run("scan", target)
      #expect(scan.output.contains("kubelet, not asked further"))
      #expect(scan.output.contains("1 component not asked further: --components asks"))
    }
  }

  @Test("a word that is neither an identifier nor a name of this machine is asked of no name server")
  func word() async throws {
    let outcome = try await Command.run("explain", "nonsense")
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("nonsense is no identifier"))
  }

  @Test("a locked-down server is explained too")
  func lockedDown() async throws {
    try await withFleet { servers in
      let server = try #require(servers.first { $0.behaviour == .anonymousDisabled })
      let outcome = try await Command.run("explain", server.target, "--full")
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("locked_down: Strangers are refused"))
    }
  }

  @Test("what is neither an identifier nor a target is told")
  func refused() async throws {
    let bad = try await Command.run("explain", "10.0.0.300")
    #expect(bad.status == 65)
    #expect(
      bad.errors.hasPrefix(
        "apiexpose: this is no identifier of `apiexpose explain`, and no target: argument: `10.0.0.300`: "))
    let secret = try await Command.run("explain", "host:hunter2secret")
    #expect(secret.status == 65 && !secret.errors.contains("hunter2"))
    let block = try await Command.run("explain", "10.0.0.0/8")
    #expect(block.status == 65)
    #expect(block.errors.contains("more than the 64 endpoints"))
    #expect(try await Command.run("explain", "127.0.0.1", "--port", "0").status == 64)
  }
}

extension String {
  fileprivate func components(_ separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
