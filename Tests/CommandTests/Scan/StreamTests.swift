import SimulatedFleet
import Testing

@Suite("A scan of standard input", .timeLimit(.minutes(10)))
struct StreamTests {
  @Test("begins before the input ends")
  func begins() async throws {
    try await withFleet([.kubeadmDefault, .anonymousDisabled]) { servers in
      let outcome = try await Command.running(["scan", "-", "--format", "csv", "-q"]) { scan in
        try await scan.write("\(servers[0].target) first=yes\n")
        await scan.output.wait(for: "first=yes")
        try await scan.write("\(servers[1].target)\n\(servers[0].target)\n")
        await scan.closeInput()
      }
      #expect(outcome.status == 0)
      #expect(Report(outcome.output)["verdict"] == ["version_leak", "locked_down"])
    }
  }

  @Test("gives the row of the last name while the input stays open")
  func lastName() async throws {
    try await withFleet([.kubeadmDefault, .anonymousDisabled]) { servers in
      // A deadline beyond the time of this test, so that nothing but the row's own end can bring it.
      let arguments = ["scan", "-", "--format", "jsonl", "-q", "-4", "--deadline", "10m"]
      let outcome = try await Command.running(arguments) { scan in
        let ports = servers.map { $0.target.split(separator: ":").last ?? "" }
        try await scan.write("localhost:\(ports[0]) number=first\nlocalhost:\(ports[1]) number=last\n")
        await scan.output.wait(for: #""value":"last""#)
        await scan.closeInput()
      }
      #expect(outcome.status == 0)
      #expect(outcome.lines.count == 2)
    }
  }

  @Test("follows the targets of the arguments, and its exclusions hold from their line on")
  func order() async throws {
    try await withFleet([.kubeadmDefault, .anonymousDisabled, .rbacForbidden]) { servers in
      let outcome = try await Command.run(
        "scan", "-", servers[1].target, "--format", "csv", "-q",
        input: "!\(servers[2].target)\n\(servers[2].target)\n\(servers[0].target)")
      #expect(outcome.status == 0)
      #expect(Report(outcome.output)["verdict"] == ["locked_down", "version_leak"])
    }
  }

  @Test("passes a bad line over, says so, and ends with 65")
  func badLine() async throws {
    try await withFleet([.kubeadmDefault]) { servers in
      let outcome = try await Command.run(
        "scan", "-", "--format", "csv", input: "no such thing\n\(servers[0].target)\n")
      #expect(outcome.status == 65)
      #expect(outcome.errors.contains("standard input:1: `no ... ...`: word 2 is not a label"))
      #expect(Report(outcome.output)["verdict"] == ["version_leak"])
    }
  }

  @Test("stops reading where it comes to too many endpoints")
  func tooMany() async throws {
    let outcome = try await Command.run(
      "scan", "-", "--max-targets", "2", "--format", "csv", input: "127.0.0.1:1\n127.0.0.2:1\n127.0.0.3:1\n")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("--max-targets"))
    #expect(Report(outcome.output).rows.count == 2)
  }
}
