import Fixtures
import SimulatedFleet
import Testing

@Suite("Reports for a reviewer", .timeLimit(.minutes(10)))
struct ReviewerOptionsTests {
  /// Scans two closed ports whose targets have labels, with the list beside.
  private func scanned(_ options: [String]) async throws -> (TemporaryDirectory, Program.Outcome) {
    let directory = try TemporaryDirectory()
    let list = try directory.write(
      "127.2.3.1:1 cluster=prod owner=a\n127.2.3.2:1 site==b\n", to: "targets.txt")
    let outcome = try await Command.run(
      ["scan", list, "-q", "--retries", "0", "-o", directory.file("a.jsonl"), "-o", directory.file("a.csv")]
        + options)
    return (directory, outcome)
  }

  private func lastColumns(_ csv: String?, _ count: Int) -> [String] {
    (csv ?? "").split(separator: "\r\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).suffix(count).joined(separator: ",")
    }
  }

  @Test("labels get columns by their keys, or all of them, in a scan and in a report of files")
  func labelColumns() async throws {
    let (directory, outcome) = try await scanned(["--label-columns", "all"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let all = ["label_cluster,label_owner,label_site", "prod,a,", ",,'=b"]
    #expect(lastColumns(directory.text("a.csv"), 3) == all)
    let lines = directory.file("a.jsonl")
    let again = try await Command.run("report", lines, "-q", "--format", "csv", "--label-columns", "all")
    #expect(lastColumns(again.output, 3) == all)
    let some = try await Command.run(
      "report", lines, "-q", "--format", "csv", "--label-columns", "owner,none")
    #expect(lastColumns(some.output, 2) == ["label_owner,label_none", "a,", ","])
  }

  @Test(
    "what can be read only once cannot say all labels before its end",
    arguments: [["scan", "-"], ["report", "-"], ["merge", "-"]])
  func streams(_ arguments: [String]) async throws {
    let outcome = try await Command.run(
      arguments + ["--format", "csv", "--label-columns", "all"], input: "127.2.3.1:1\n")
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("name the keys"))
    #expect(outcome.output == "")
  }

  @Test("a resumed scan keeps the columns and the form that it began with")
  func resume() async throws {
    let directory = try TemporaryDirectory()
    let gate = try await GateServer.start()
    let list = try directory.write(
      "127.3.0.1:1 k=1\n127.0.0.1:\(gate.port) k=2\n127.2.0.0/22:1 k=3\n", to: "targets.txt")
    let arguments = [
      "scan", list, "--retries", "0", "--deadline", "1m", "-o", directory.file("a.csv"), "--label-columns",
      "k",
      "--csv-dialect", "excel",
    ]
    let interrupted = try await Command.running(arguments + ["--rate", "100"]) { scan in
      await gate.visitor()
      try scan.signal(.interrupt)
      await scan.errors.wait(for: "stopping")
      gate.open()
    }
    #expect(interrupted.status == 130)
    let others = try await Command.run(
      "scan", list, "--retries", "0", "-o", directory.file("a.csv"), "--csv-dialect", "excel", "--resume")
    #expect(others.status == 64)
    #expect(others.errors.contains("--label-columns"))
    let resumed = try await Command.run(arguments + ["--resume", "-q"])
    #expect(resumed.status == 0, "\(resumed.errors)")
    let text = try #require(directory.text("a.csv"))
    let rows = text.split(separator: "\r\n")
    #expect(rows.count == 1 + 2 + 1024)
    #expect(rows[0].hasPrefix("\u{FEFF}scanned_at;target;"))
    #expect(rows[0].hasSuffix(";label_k"))
    #expect(
      rows.dropFirst().map { String($0.last ?? " ") } == ["1", "2"] + Array(repeating: "3", count: 1024))
  }

  @Test("--control keeps the rows that speak against it, and the summary counts by control")
  func control() async throws {
    try await withFleet(ServerBehaviour.demonstration) { servers in
      let directory = try TemporaryDirectory()
      let list = try directory.write(servers.targetList, to: "targets.txt")
      let outcome = try await Command.run(
        "scan", list, "--control", "STIG", "-o", directory.file("a.csv"), "-o", directory.file("a.md"))
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("By control\n"))
      let controls = Report(directory.text("a.csv") ?? "")["controls"]
      #expect(!controls.isEmpty)
      #expect(controls.allSatisfy { $0.contains("STIG-") })
      #expect(directory.text("a.md")?.contains("### STIG-V-242390") == true)
    }
    let unknown = try await Command.run("scan", "127.2.3.1:1", "--control", "PCI")
    #expect(unknown.status == 64)
    #expect(unknown.errors.contains("--control: no control is called PCI"))
  }

  @Test(
    "apiexpose knowledge lists controls",
    arguments: [
      ("controls", ["CIS Kubernetes Benchmark", "STIG-V-242390", "MS-TA9029"]),
      ("stig", ["STIG-V-242378", "STIG-V-242390"]),
      ("V-242390", ["CNTR-K8-000360", "version_leak", "https://"]),
    ])
  func knowledge(subject: String, words: [String]) async throws {
    let outcome = try await Command.run("knowledge", subject)
    #expect(outcome.status == 0)
    for word in words { #expect(outcome.output.contains(word), "\(word)") }
  }
}
