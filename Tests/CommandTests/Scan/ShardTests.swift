import Fixtures
import SimulatedFleet
import Testing

@Suite("A list that several machines scan", .timeLimit(.minutes(10)))
struct ShardedScanTests {
  @Test("comes back whole from apiexpose merge: the rows of one scan, in its order")
  func merge() async throws {
    try await withFleet { servers in
      let directory = try TemporaryDirectory()
      let list = try directory.write(servers.targetList + "127.2.0.0/26:1\n", to: "targets.txt")
      let files = (1...4).map { directory.file("\($0).jsonl") }
      let environment = try #require(Program(named: "env"))
      try await withThrowingTaskGroup(of: Int32.self) { machines in
        for (index, file) in files.enumerated() {
          machines.addTask {
            try await environment.run([
              "JOB_COMPLETION_INDEX=\(index)", Command.path, "scan", list, "--shards", "4", "-q", "-o", file,
            ]).status
          }
        }
        for try await status in machines { #expect(status == 0) }
      }
      let whole = try await Command.run("scan", list, "-q", "--format", "csv")
      let merged = try await Command.run(["merge", "-q", "--format", "csv"] + files.reversed())
      #expect(merged.status == 0)
      #expect(Report(merged.output).withoutTimes == Report(whole.output).withoutTimes)

      let incomplete = try await Command.run(["merge", "--format", "csv"] + files.dropLast())
      #expect(incomplete.status == 65)
      #expect(incomplete.output.isEmpty && incomplete.errors.contains("no row of shard 4/4"))
      let partial = try await Command.run(["merge", "--partial", "--format", "csv"] + files.dropLast())
      #expect(partial.status == 0)
      #expect(partial.errors.contains("no row of shard 4/4"))

      // Cut off at the end of a line: each line is whole, and the last one is missing.
      let lines = try #require(directory.text("2.jsonl")).split(separator: "\n")
      #expect(lines.last?.hasPrefix(#"{"schema":2,"end":{"number":2,"count":4,"#) == true)
      let kept = lines.dropLast(2).map { "\($0)\n" }.joined()
      let cut = try directory.write(kept, to: "cut.jsonl")
      let others = [files[0], files[2], files[3]]
      let refused = try await Command.run(["merge", cut, "-o", directory.file("all.csv")] + others)
      #expect(refused.status == 65)
      #expect(
        refused.errors.contains("cut.jsonl was cut off: it ends after \(lines.count - 2) rows of shard 2/4"))
      #expect(directory.text("all.csv") == nil)
      let reported = try await Command.run("report", cut, "--format", "csv")
      #expect(reported.status == 0)
      #expect(reported.errors.contains("cut.jsonl was cut off"))
    }
  }

  @Test("is merged of files of shards alone: what else is named is told as what it is")
  func otherFiles() async throws {
    let directory = try TemporaryDirectory()
    let gzip = try directory.write([0x1F, 0x8B, 8, 0], to: "1.jsonl.gz")
    let list = try directory.write("127.0.0.1\n127.0.0.2\n", to: "targets.txt")
    let empty = try directory.write("", to: "empty.jsonl")
    for (file, sign) in [
      (
        gzip,
        "a file compressed by gzip, and not the JSON Lines that -o FILE.jsonl writes; decompress it first"
      ),
      (list, "this is not the JSON Lines that -o FILE.jsonl writes"), (empty, "empty.jsonl has no line"),
    ] {
      let outcome = try await Command.run("merge", file)
      #expect(outcome.status == 65 && outcome.output.isEmpty)
      #expect(outcome.errors.contains(sign))
      #expect(outcome.errors.count { $0 == "\n" } == 1)
    }
    #expect(try await Command.run("merge", "-", "-").status == 64)
    let shard = try await Command.run(
      "scan", "127.0.0.1:1", "127.0.0.2:1", "--shard", "1/2", "-q", "--format", "jsonl")
    let partial = try await Command.run(
      "merge", "-", "--partial", "--format", "csv", input: shard.output)
    #expect(partial.status == 0)
    #expect(Report(partial.output)["target"] == ["127.0.0.1:1"])
  }

  @Test("has a shard without a row, which merge knows by its end, on standard output and of a stream too")
  func noRow() async throws {
    let directory = try TemporaryDirectory()
    var files: [String] = []
    for shard in 1...3 {
      let outcome = try await Command.run(
        "scan", "-", "--shard", "\(shard)/3", "--format", "jsonl", "-q", input: "127.0.0.1:1\n127.0.0.2:1\n")
      #expect(outcome.status == 0)
      files.append(try directory.write(outcome.output, to: "\(shard).jsonl"))
    }
    #expect(
      directory.text("3.jsonl") == #"{"schema":2,"end":{"number":3,"count":3,"list":"","rows":0}}"# + "\n")
    let merged = try await Command.run(["merge", "--format", "csv"] + files)
    #expect(merged.status == 0)
    #expect(Report(merged.output)["target"] == ["127.0.0.1:1", "127.0.0.2:1"])
    #expect(!merged.errors.contains("shard"))
  }

  @Test("is compared with the same part of another scan, or refused")
  func diff() async throws {
    let directory = try TemporaryDirectory()
    let list = try directory.write("127.2.0.0/29:1\n", to: "targets.txt")
    for (name, shard) in [("a1", "1/2"), ("b1", "1/2"), ("a2", "2/2"), ("all", "1/1"), ("other", "1/3")] {
      let file = directory.file("\(name).jsonl")
      #expect(try await Command.run("scan", list, "--shard", shard, "-q", "-o", file).status == 0)
    }
    let longer = try directory.write("127.2.0.0/28:1\n", to: "longer.txt")
    let file = directory.file("longer.jsonl")
    #expect(try await Command.run("scan", longer, "--shard", "1/2", "-q", "-o", file).status == 0)
    func diff(_ one: String, _ other: String) async throws -> Program.Outcome {
      try await Command.run("diff", directory.file("\(one).jsonl"), directory.file("\(other).jsonl"))
    }
    let same = try await diff("a1", "b1")
    #expect(same.status == 0 && same.output.hasPrefix("Nothing changed"))
    for (one, other) in [("a1", "a2"), ("a1", "all"), ("all", "a2"), ("a1", "other"), ("a1", "longer")] {
      let refused = try await diff(one, other)
      #expect(refused.status == 65 && refused.output.isEmpty, "\(one) \(other)")
      #expect(refused.errors.contains("apiexpose merge"), "\(one) \(other)")
    }
    let merged = directory.file("merged.jsonl")
    let both = ["a1", "a2"].map { directory.file("\($0).jsonl") }
    #expect(try await Command.run(["merge", "-q", "-o", merged] + both).status == 0)
    #expect(try await diff("all", "merged").output.hasPrefix("Nothing changed"))
  }

  @Test("needs to be told its part", arguments: ["", "4", "x"])
  func index(_ index: String) async throws {
    let environment = try #require(Program(named: "env"))
    let variable = index.isEmpty ? ["-u", "JOB_COMPLETION_INDEX"] : ["JOB_COMPLETION_INDEX=\(index)"]
    let outcome = try await environment.run(
      variable + [Command.path, "scan", "127.0.0.1:1", "--shards", "4"])
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("JOB_COMPLETION_INDEX"))
  }
}

@Suite("A scan in pseudo-random order", .timeLimit(.minutes(10)))
struct RandomizedScanTests {
  @Test("visits every endpoint once, says its seed, and repeats itself with it")
  func repeats() async throws {
    let arguments = ["127.2.0.0/24:1", "--format", "csv", "--randomize"]
    let first = try await Command.run(["scan"] + arguments)
    let rows = Report(first.output)["address"]
    #expect(Set(rows).count == 256)
    #expect(rows != (0..<256).map { "127.2.0.\($0)" })
    let notice = try #require(first.errors.split(separator: "\n").first { $0.contains("--randomize") })
    let seed = String(try #require(notice.split(separator: " ").last))
    let second = try await Command.run(["scan"] + arguments + [seed])
    #expect(Report(second.output)["address"] == rows)
    let printed = try await Command.run("targets", "127.2.0.0/24:1", "--randomize", seed)
    #expect(printed.lines == rows.map { "\($0):1" })
  }

  @Test("is not gone on with under another seed")
  func resume() async throws {
    let disk = try TemporaryDirectory()
    let file = disk.file("a.csv")
    let gate = try await GateServer.start()
    let list = try disk.write("127.2.0.0/26:1\n127.0.0.1:\(gate.port)\n", to: "targets.txt")
    let arguments = ["scan", list, "-o", file, "--retries", "0", "--deadline", "1m"]
    let interrupted = try await Command.running(arguments + ["--randomize", "7"]) { scan in
      await gate.visitor()
      try scan.signal(.interrupt)
      await scan.errors.wait(for: "stopping")
      gate.open()
    }
    try await gate.stop()
    #expect([130, 0].contains(interrupted.status))
    guard interrupted.status == 130 else { return }
    let other = try await Command.run(arguments + ["--resume", "--randomize", "8"])
    #expect(other.status == 64 || other.status == 65)
    #expect(other.errors.contains("--randomize"))
    let resumed = try await Command.run(arguments + ["--resume", "--randomize", "7"])
    #expect(resumed.status == 0)
    let report = Report(try #require(disk.text("a.csv")))
    #expect(Set(report["address"]).count == 65)
  }
}
