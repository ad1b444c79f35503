import Fixtures
import Foundation
import Testing

@Suite("apiexpose demo", .timeLimit(.minutes(10)))
struct DemoCommandTests {
  @Test("scans its own fleet, and shows the command for the user's own list")
  func demo() async throws {
    let directory = try TemporaryDirectory()
    let folder = directory.file("results")
    let outcome = try await Command.run("demo", "--output-directory", folder)
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    for verdict in ["insecure_port", "version_leak", "health_only", "forbidden", "locked_down", "closed"] {
      #expect(outcome.output.contains(verdict))
    }
    #expect(outcome.output.contains("of 7 clusters"))
    #expect(outcome.output.contains("1 kubelet lets strangers in; 1 etcd server lets strangers in"))
    #expect(outcome.output.contains("apiexpose scan targets.txt"))
    for name in ["exposure.csv", "exposure.html", "exposure.jsonl"] {
      #expect(FileManager.default.fileExists(atPath: "\(folder)/\(name)"), "\(name)")
      #expect(outcome.output.contains("\n  \(name) "))
    }
    #expect(outcome.output.contains(folder))
    let prose = outcome.output.split(separator: "\n\n").filter {
      !$0.contains(" of 7 ") && !$0.contains("VERDICT") && !$0.contains("What to do first")
    }
    for line in prose.joined(separator: "\n").split(separator: "\n")
    where !line.contains(folder) && !line.hasPrefix("  severity") && !line.hasPrefix("  exposed") {
      #expect(line.count <= 80, "\(line)")
    }
  }

  @Test("serves the fleet until it is interrupted, as a list that a scan reads")
  func serve() async throws {
    let directory = try TemporaryDirectory()
    let outcome = try await Command.running(["demo", "--serve", "--output-directory", directory.path]) {
      servers in
      await servers.errors.wait(for: "Ctrl-C ends them")
      let list = await servers.output.text
      #expect(await servers.errors.text.contains("apiexpose scan \(directory.file("fleet.txt"))"))
      #expect(try String(contentsOfFile: directory.file("fleet.txt"), encoding: .utf8) == list)
      let scan = try await Command.run("scan", "-", "--format", "csv", input: list)
      #expect(scan.status == 0)
      #expect(Report(scan.output).rows.count == 11)
      #expect(Report(scan.output)["labels"].first == "server=kubeadm-default")
      try servers.signal(.interrupt)
    }
    #expect(outcome.status == 0)
    #expect(directory.names == [], "the list goes with the servers")
  }

  @Test("refuses a folder that cannot be made")
  func folder() async throws {
    let outcome = try await Command.run("demo", "--output-directory", "/nonexistent/results")
    #expect(outcome.status == 73)
    #expect(outcome.errors == "apiexpose: cannot create /nonexistent/results: No such file or directory\n")
  }
}
