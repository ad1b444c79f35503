import Foundation
import Testing

@Suite("apiexpose demo", .timeLimit(.minutes(2)))
struct DemoCommandTests {
  @Test("scans its own fleet, and shows the command for the user's own list")
  func demo() async throws {
    let outcome = try await Command.run("demo")
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    for verdict in ["insecure_port", "version_leak", "health_only", "forbidden", "locked_down", "closed"] {
      #expect(outcome.output.contains(verdict))
    }
    #expect(outcome.output.contains("of 7 clusters"))
    #expect(outcome.output.contains("1 kubelet lets strangers in; 1 etcd server lets strangers in"))
    #expect(outcome.output.contains("apiexpose scan targets.txt"))
  }

  @Test("serves the fleet until it is interrupted, as a list that a scan reads")
  func serve() async throws {
    let outcome = try await Command.running(["demo", "--serve"]) { servers in
      await servers.errors.wait(for: "Ctrl-C ends them")
      let list = await servers.output.text
      let scan = try await Command.run("scan", "-", "--format", "csv", input: list)
      #expect(scan.status == 0)
      #expect(Report(scan.output).rows.count == 11)
      #expect(Report(scan.output)["labels"].first == "server=kubeadm-default")
      try servers.signal(.interrupt)
    }
    #expect(outcome.status == 0)
  }
}
