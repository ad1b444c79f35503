import Fixtures
import Foundation
import SimulatedFleet
import Testing

@Suite("apiexpose report", .timeLimit(.minutes(10)))
struct ReportCommandTests {
  private static let endings = ["csv", "jsonl", "html", "md", "sarif", "prom"]

  private func scanned(
    _ body: (_ directory: TemporaryDirectory, _ lines: String) async throws -> Void
  ) async throws {
    try await withFleet(ServerBehaviour.demonstration) { servers in
      let directory = try TemporaryDirectory()
      let list = try directory.write(servers.targetList, to: "targets.txt")
      let outputs = Self.endings.flatMap { ["-o", directory.file("scan.\($0)")] }
      let outcome = try await Command.run(["scan", list, "--quiet"] + outputs)
      #expect(outcome.status == 0)
      try await body(directory, directory.file("scan.jsonl"))
    }
  }

  @Test("makes of the lines what the scan itself made")
  func same() async throws {
    try await scanned { directory, lines in
      let outputs = Self.endings.flatMap { ["-o", directory.file("report.\($0)")] }
      let outcome = try await Command.run(["report", lines] + outputs)
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("clusters"))
      for ending in Self.endings {
        #expect(
          Self.withoutPeriod(directory.text("report.\(ending)"))
            == Self.withoutPeriod(directory.text("scan.\(ending)")),
          "\(ending)")
      }
    }
  }

  /// A report without the period of the scan, which the scan knows by the clock and its lines by their times.
  private static func withoutPeriod(_ text: String?) -> String? {
    text?.replacing(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/, with: "TIME")
      .replacing(/(apiexpose_scan_\w+) [0-9.]+/) { "\($0.1) NUMBER" }
  }

  @Test(
    "writes any format to standard output, from standard input",
    arguments: [
      ("table", "VERDICT"), ("csv", "scanned_at,target"), ("jsonl", #"{"schema":2"#),
      ("html", "<!doctype html>"), ("markdown", "# Exposure"), ("sarif", #""version":"2.1.0""#),
      ("prometheus", "# HELP"),
    ])
  func formats(format: String, sign: String) async throws {
    let outcome = try await Command.run("report", "-", "--format", format, "--quiet", input: Self.leak)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains(sign))
    #expect(outcome.errors == "")
  }

  @Test("merges files in their order, keeps what --only keeps, and counts all")
  func merging() async throws {
    let directory = try TemporaryDirectory()
    let first = try directory.write(Self.line, to: "a.jsonl")
    let second = try directory.write(Self.leak, to: "b.jsonl")
    let both = try await Command.run("report", second, first, "--format", "csv")
    #expect(Report(both.output)["verdict"] == ["version_leak", "closed"])
    let exposed = try await Command.run("report", first, second, "--format", "csv", "--only", "exposed")
    #expect(Report(exposed.output)["verdict"] == ["version_leak"])
    #expect(exposed.errors.contains("1 endpoint did not answer"))
    let failing = try await Command.run("report", first, second, "--fail-on", "exposed")
    #expect(failing.status == 1)
  }

  @Test("judges anew: verdicts in the file do not count")
  func judging() async throws {
    let line = Self.leak.replacing(#""attempts""#, with: #""verdict":"locked_down","findings":[],"attempts""#)
    let outcome = try await Command.run("report", "-", "--format", "csv", "-q", input: line)
    #expect(Report(outcome.output)["verdict"] == ["version_leak"])
  }

  @Test("names every bad line with its file, ends with 65, and writes no file")
  func badLines() async throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(Self.line + "{]\n" + Self.line + "{\"schema\":9}\n", to: "bad.jsonl")
    let outcome = try await Command.run("report", path, "-o", directory.file("a.html"))
    #expect(outcome.status == 65)
    #expect(outcome.output == "")
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("apiexpose: \(path):2: this line is not an observation of apiexpose"))
    #expect(lines[1].hasPrefix("apiexpose: \(path):4: "))
    #expect(directory.names == ["bad.jsonl"])
  }

  @Test(
    "tells once what a file is that is something else",
    arguments: [
      ("scanned_at,target,labels\r\n2026-11-23T22:04:55Z,10.0.0.1,\r\n", "a report of apiexpose"),
      ("apiVersion: v1\nclusters:\nusers:\n", "a kubeconfig, which holds credentials"),
      ("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n", "a file of PEM keys or certificates"),
    ])
  func otherFiles(text: String, kind: String) async throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(text, to: "other")
    let outcome = try await Command.run("report", path)
    #expect(outcome.status == 65)
    #expect(
      outcome.errors
        == "apiexpose: \(path): this is \(kind), and not the JSON Lines that -o FILE.jsonl writes\n")
  }

  @Test("refuses a file that is named twice, a directory, and a closed standard input")
  func misnamed() async throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(Self.line, to: "a.jsonl")
    let twice = try await Command.run("report", path, directory.file("./a.jsonl"))
    #expect(twice.status == 64 && twice.errors.contains("is named twice"))
    for command in ["report", "merge"] {
      let folder = try await Command.run(command, directory.path)
      #expect(folder.status == 66 && folder.errors.contains("it is a directory; name the files in it"))
    }
  }

  @Test("ends with 66 where a file is missing, before it reads another")
  func missing() async throws {
    let directory = try TemporaryDirectory()
    let outcome = try await Command.run(
      "report", "-", directory.file("none.jsonl"), "-o", directory.file("a.html"), input: Self.line)
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("none.jsonl: No such file"))
    #expect(directory.names == [])
  }

  @Test("reads a scan of a history, and draws exposure over time where there are several")
  func history() async throws {
    try await withFleet(ServerBehaviour.demonstration) { servers in
      let directory = try TemporaryDirectory()
      let list = try directory.write(servers.targetList, to: "targets.txt")
      let history = directory.file("history.sqlite")
      for number in 1...2 {
        let scan = try await Command.run(
          "scan", list, "-q", "--history", history, "-o", directory.file("\(number).csv"))
        #expect(scan.status == 0)
      }
      let first = try await Command.run(
        "report", "--history", history, "--scan", "1", "--format", "csv", "-q")
      #expect(first.output == directory.text("1.csv"))
      let last = try await Command.run("report", "--history", history, "-q", "-o", directory.file("a.html"))
      #expect(last.status == 0)
      #expect(directory.text("a.html")?.contains("<polyline class=\"line-exposed\"") == true)
      let missing = try await Command.run("report", "--history", history, "--scan", "9")
      #expect(missing.status == 66)
    }
  }

  @Test(
    "refuses to read standard input twice, nothing, two things at once, or a scan of no history",
    arguments: [["-", "-"], [], ["-", "--history", "x"], ["-", "--scan", "1"]])
  func usage(files: [String]) async throws {
    #expect(try await Command.run(["report"] + files).status == 64)
  }

  private static let line = """
    {"schema":1,"scanned_at":"2026-11-23T22:04:55Z","target":"192.0.2.1","labels":[],"address":"192.0.2.1",\
    "port":6443,"attempts":1,"target_transport":"tls","transport":"tls","connection":{"outcome":"refused"},\
    "responses":[],"unanswered":[]}

    """

  private static let leak = """
    {"schema":1,"scanned_at":"2026-11-23T22:04:55Z","target":"192.0.2.2","labels":[],"address":"192.0.2.2",\
    "port":6443,"attempts":1,"target_transport":"tls","transport":"tls","connection":{"outcome":"connected"},\
    "responses":[{"path":"/version","status":200,"headers":[],"body":"{\\"gitVersion\\":\\"v1.36.2\\"}",\
    "body_truncated":false,"ended_early":false}],"unanswered":[]}

    """
}
