import Fixtures
import Foundation
import SimulatedFleet
import Testing

@Suite("A scan with a history", .timeLimit(.minutes(10)))
struct ScanHistoryTests {
  private let directory: TemporaryDirectory
  private var history: String { directory.file("h.sqlite") }

  init() throws { directory = try TemporaryDirectory() }

  private func list(_ text: String) throws -> String { try directory.write(text, to: "targets.txt") }

  private func scan(_ list: String, _ more: String...) async throws -> Program.Outcome {
    try await Command.run(["scan", list, "--retries", "0", "--history", history] + more)
  }

  /// The cells of one column of `history list`.
  private func listed(_ column: String) async throws -> [String] {
    let outcome = try await Command.run("history", "list", "--history", history, "--format", "csv")
    #expect(outcome.status == 0)
    return Report(outcome.output)[column]
  }

  @Test("speaks of changes only, and says nothing at all when nothing changed")
  func changesOnly() async throws {
    try await withFleet([.kubeadmDefault, .anonymousDisabled]) { servers in
      let list = try list(servers.targetList)
      let first = try await scan(list, "--changes-only")
      #expect(first.status == 0 && first.output.isEmpty)
      #expect(first.errors.contains("scan 1 is the first of these targets"))
      let second = try await scan(list, "--changes-only")
      #expect(second.status == 0 && second.output.isEmpty && second.errors.isEmpty)

      // The list is edited: what left it has vanished once that is confirmed, what came is new.
      try directory.write(servers.dropLast().map(\.target).joined(), to: "targets.txt")
      let third = try await scan(list, "--changes-only")
      #expect(third.output.isEmpty && third.errors.isEmpty)
      let fourth = try await scan(list, "--changes-only", "--format", "csv")
      let report = Report(fourth.output)
      #expect(report["change"] == ["vanished"])
      #expect(report["verdict_before"] == ["locked_down"])
      #expect(fourth.errors.isEmpty)
      let fifth = try await scan(list, "--changes-only")
      #expect(fifth.output.isEmpty && fifth.errors.isEmpty)
      #expect(try await listed("state") == Array(repeating: "finished", count: 5))
    }
  }

  @Test(
    "says since when each endpoint is known, and since when it is as it is, in every report and again later")
  func seenTimes() async throws {
    try await withFleet([.kubeadmDefault, .anonymousDisabled]) { servers in
      let list = try list(servers.targetList)
      let first = Report(try await scan(list, "--format", "csv").output)
      #expect(first["first_seen"] == first["scanned_at"] && first["last_changed"] == first["scanned_at"])
      let file = directory.file("a.jsonl")
      let second = Report(
        try await scan(list, "--format", "csv", "-o", file, "-o", directory.file("a.html")).output)
      #expect(second["first_seen"] == first["scanned_at"] && second["last_changed"] == first["scanned_at"])
      let again = try await Command.run("report", "--history", history, "--format", "csv")
      #expect(Report(again.output)["first_seen"] == first["scanned_at"])
      #expect(
        Report(try await Command.run("report", file, "--format", "csv").output)["last_changed"]
          == first["scanned_at"])
      #expect(try #require(directory.text("a.html")).contains(#""firstSeen":"\#(first["scanned_at"][0])""#))
      let without = try await Command.run("scan", list, "--retries", "0", "--format", "csv")
      #expect(Report(without.output)["first_seen"] == ["", ""])
    }
  }

  @Test("that found something newly exposed is told by diff, which fails if asked to")
  func diff() async throws {
    try await withFleet([.anonymousDisabled, .kubeadmDefault]) { servers in
      let locked = servers[0].target
      let leaking = servers[1].target
      let list = try list("\(locked)\n")
      #expect(try await scan(list, "-q").status == 0)
      try directory.write("\(locked)\n\(leaking)\n", to: "targets.txt")
      #expect(try await scan(list, "-q").status == 0)
      let diff = try await Command.run("diff", "--history", history, "--fail-on", "exposed")
      #expect(diff.status == 1)
      #expect(diff.output.hasPrefix("1 cluster newly exposed since scan 1 ("))
      let back = try await Command.run(
        "diff", "--history", history, "--from", "2", "--to", "2", "--fail-on", "exposed")
      #expect(back.status == 64)
      #expect(back.errors.contains("both ends are scan 2"), "\(back.errors)")
      let reversed = try await Command.run("diff", "--history", history, "--from", "2", "--to", "1")
      #expect(reversed.status == 64)
      #expect(reversed.errors.contains("exchange them"), "\(reversed.errors)")

      // The same from the files that the history gives out.
      var files: [String] = []
      for number in ["1", "2"] {
        let lines = try await Command.run(
          "history", "show", number, "--history", history, "--format", "jsonl")
        files.append(try directory.write(lines.output, to: "\(number).jsonl"))
      }
      let ofFiles = try await Command.run(["diff"] + files + ["--format", "jsonl"])
      #expect(ofFiles.lines.count == 1)
      #expect(ofFiles.lines.first?.hasPrefix(#"{"change":"newly_exposed""#) == true)

      let life = try await Command.run(
        "history", "endpoint", locked, "--history", history, "--format", "csv")
      #expect(Report(life.output)["verdict"] == ["locked_down", "locked_down"])
    }
  }

  @Test("that is killed leaves an unfinished scan with what it had, and the next one goes well")
  func killed() async throws {
    let gate = try await GateServer.start()
    let list = try list("127.2.0.0/24:1\n127.0.0.1:\(gate.port)\n")
    let killed = try await Command.running(
      ["scan", list, "--history", history, "--deadline", "1m", "--retries", "0"]
    ) { scan in
      await gate.visitor()
      // What has come is written every second.
      while try await !listed("endpoints").contains("256") { try await Task.sleep(for: .milliseconds(50)) }
      #expect(try await listed("state") == ["running"])
      try scan.signal(.kill)
    }
    #expect(killed.status == -9)
    #expect(try await listed("state") == ["unfinished"])
    let rows = try await Command.run("history", "show", "last", "--history", history, "--format", "jsonl")
    #expect(rows.lines.count == 256)
    try await gate.stop()
    #expect(try await scan(list, "-q").status == 0)
    #expect(try await listed("state") == ["unfinished", "finished"])
    #expect(try await listed("endpoints") == ["256", "257"])
  }

  @Test("that is interrupted goes on in the same history with --resume")
  func resumed() async throws {
    let gate = try await GateServer.start()
    let list = try list("127.2.0.0/24:1\n127.0.0.1:\(gate.port)\n127.2.1.0/24:1\n")
    let arguments = [
      "scan", list, "--history", history, "--deadline", "1m", "--retries", "0", "--rate", "400", "-o",
      directory.file("a.csv"),
    ]
    let interrupted = try await Command.running(arguments) { scan in
      await gate.visitor()
      try scan.signal(.interrupt)
      await scan.errors.wait(for: "stopping")
      gate.open()
    }
    #expect(interrupted.status == 130)
    let resumed = try await Command.run(arguments + ["--resume", "-q"])
    #expect(resumed.status == 0)
    try await gate.stop()
    #expect(try await listed("state") == ["finished"])
    #expect(try await listed("endpoints") == ["513"])
    #expect(Report(try #require(directory.text("a.csv"))).rows.count == 513)
  }

  @Test("while another writes it fails at once, or waits")
  func together() async throws {
    let gate = try await GateServer.start()
    let list = try list("127.0.0.1:\(gate.port)\n")
    let first = try await Command.running(
      ["scan", list, "--history", history, "--deadline", "1m", "-q"]
    ) { _ in
      await gate.visitor()
      let second = try await scan("127.2.0.1:1", "-q")
      #expect(second.status == 73)
      #expect(second.errors.contains("is being written by process "))
      async let patient = scan("127.2.0.1:1", "-q", "--lock-timeout", "1m")
      gate.open()
      #expect(try await patient.status == 0)
    }
    #expect(first.status == 0)
    try await gate.stop()
    #expect(try await listed("state") == ["finished", "finished"])
  }

  @Test("refuses what is no history before anything is sent, and wrong usage")
  func refusals() async throws {
    let list = try list("127.2.0.1:1\n")
    try directory.write(String(repeating: "text", count: 1000), to: "h.sqlite")
    let noDatabase = try await scan(list, "-o", directory.file("a.csv"))
    #expect(noDatabase.status == 66)
    #expect(noDatabase.errors.contains("not an SQLite database"))
    #expect(!directory.exists("a.csv") && !directory.exists("a.csv.partial"))
    let missing = try await Command.run("history", "list", "--history", directory.file("none.sqlite"))
    #expect(missing.status == 66)
    let nowhere = try await Command.run("scan", list, "--history", directory.file("no/h.sqlite"))
    #expect(nowhere.status == 73)
    for arguments in [
      ["scan", list, "--changes-only"], ["scan", list, "--history", history, "--confirm", "0"], ["diff"],
      ["diff", list], ["history", "prune", "--history", history, "--keep", "90"],
    ] {
      #expect(try await Command.run(arguments).status == 64)
    }
  }

  @Test(
    "that may not write the history says so, and reading it still works",
    .enabled(if: try OutsideTool.setpriv.isReady, "needs \(OutsideTool.setpriv)"),
    .enabled(if: geteuid() == 0, "only root may become somebody else"))
  func readOnly() async throws {
    let list = try list("127.2.0.1:1\n")
    #expect(try await scan(list, "-q").status == 0)
    let refused = try await Stranger.run(["scan", list, "--history", history])
    #expect(refused.status == 73)
    #expect(refused.errors.contains("Permission denied"))
    let listed = try await Stranger.run(["history", "list", "--history", history])
    #expect(listed.status == 0)
    #expect(listed.output.contains("finished"))
  }

  @Test(
    "on a disk that is full ends with 74, and keeps what it had",
    .enabled(if: SmallDisk.isAvailable, "a tmpfs of our own takes root"))
  func fullDisk() async throws {
    let disk = try SmallDisk(bytes: 384 * 1024)
    let path = disk.directory.file("h.sqlite")
    let full = try await Command.run("scan", "127.2.0.0/20:1", "--history", path, "-q")
    #expect(full.status == 74)
    #expect(full.errors.contains("h.sqlite"))
    try disk.grow(toBytes: 16 * 1024 * 1024)
    let again = try await Command.run("scan", "127.2.0.0/20:1", "--history", path, "-q")
    #expect(again.status == 0)
    let list = try await Command.run("history", "list", "--history", path, "--format", "csv")
    #expect(Report(list.output)["state"] == ["unfinished", "finished"])
    #expect(Report(list.output)["endpoints"].last == "4096")
  }
}

/// The command, run by a user who owns nothing: root may write what is read-only.
private enum Stranger {
  static func run(_ arguments: [String]) async throws -> Program.Outcome {
    let program = try #require(OutsideTool.setpriv.program)
    return try await program.run(["--reuid=65534", "--clear-groups", Command.path] + arguments)
  }
}
