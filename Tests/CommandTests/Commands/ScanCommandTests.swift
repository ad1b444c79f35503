import Targets
import Fixtures
import Foundation
import SimulatedFleet
import Testing

@Suite("apiexpose scan", .timeLimit(.minutes(10)))
struct ScanCommandTests {
  @Test("gives every server of the fleet its verdict, in list order", arguments: ["127.0.0.1", "::1"])
  func verdicts(host: String) async throws {
    try await withFleet(host: host) { servers in
      let directory = try TemporaryDirectory()
      let list = try directory.write(servers.targetList, to: "targets.txt")
      let outcome = try await Command.run("scan", list, "--format", "csv", "--deadline", "20s")
      #expect(outcome.status == 0)
      let report = Report(outcome.output)
      #expect(report["verdict"] == servers.map(\.behaviour.expectedVerdict.rawValue))
      #expect(report["labels"] == servers.map { "server=\($0.behaviour.rawValue)" })
      #expect(report["address"] == servers.map(\.host))
      #expect(report["port"] == servers.map { String($0.port) })
      #expect(report["component"] == servers.map { $0.behaviour.expectedComponent?.rawValue ?? "" })
      let leaks = zip(report["verdict"], report["git_version"]).filter { $0.0 == "version_leak" }
      #expect(
        leaks.map(\.1) == [
          "v1.36.2", "v1.9.6", "v1.36.2", "v1.36.2", "v1.36.2", "v1.9.6", "v1.36.2", "v1.36.2", "v1.36.2",
        ])
    }
  }

  @Test("draws a table with the worst first, and folds those that do not answer into a line")
  func table() async throws {
    try await withFleet(ServerBehaviour.demonstration) { servers in
      let directory = try TemporaryDirectory()
      let list = try directory.write(servers.targetList, to: "targets.txt")
      let folded = try await Command.run("scan", list)
      #expect(folded.status == 0)
      #expect(folded.errors.isEmpty)
      let order = [
        "insecure_port", "version_leak", "version_leak", "version_leak", "health_only", "forbidden",
        "locked_down", "not_kubernetes",
      ]
      let rows = folded.lines.filter { $0.hasPrefix("127.0.0.1:") }
      #expect(rows.map { $0.split(separator: " ")[1] } == order.map { $0[...] })
      #expect(folded.output.contains("1 is locked down"))
      #expect(!folded.output.contains("\u{1B}"))

      let all = try await Command.run("scan", list, "--all")
      #expect(all.lines.filter { $0.hasPrefix("127.0.0.1:") }.count == servers.count)
      #expect(all.output.contains("connection refused"))
    }
  }

  @Test("writes JSON Lines that another parser reads, with the answers for evidence")
  func jsonLines() async throws {
    try await withFleet { servers in
      let directory = try TemporaryDirectory()
      let list = try directory.write(servers.targetList, to: "targets.txt")
      let outcome = try await Command.run("scan", list, "--format", "jsonl", "--deadline", "20s")
      let objects = try outcome.lines.map { line in
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      }
      #expect(
        objects.map { $0["verdict"] as? String } == servers.map(\.behaviour.expectedVerdict.rawValue))
      #expect(objects.allSatisfy { $0["schema"] as? Int == 2 })
      let responses = try #require(objects.first?["responses"] as? [[String: Any]])
      #expect(responses.map { $0["path"] as? String } == ["/version", "/healthz"])
      #expect((responses.first?["body"] as? String)?.contains(#""gitVersion": "v1.36.2""#) == true)
    }
  }

  @Test("writes several files at once, and each appears only when it is complete")
  func files() async throws {
    try await withFleet(ServerBehaviour.demonstration) { servers in
      let directory = try TemporaryDirectory()
      let list = try directory.write(servers.targetList, to: "targets.txt")
      let outcome = try await Command.run(
        "scan", list, "-o", directory.file("a.csv"), "-o", directory.file("b.jsonl"), "-o",
        "csv:" + directory.file("third"))
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("VERDICT"))
      let csv = try #require(directory.text("a.csv"))
      #expect(Report(csv)["verdict"] == servers.map(\.behaviour.expectedVerdict.rawValue))
      #expect(directory.text("third").map { Report($0).withoutTimes } == Report(csv).withoutTimes)
      #expect(directory.text("b.jsonl")?.split(separator: "\n").count == servers.count)
      for name in ["a.csv", "b.jsonl", "third"] {
        #expect(!directory.exists(name + ".partial") && !directory.exists(name + ".checkpoint"))
      }
    }
  }

  @Test(
    "filters rows, and counts all of them in its sentence",
    arguments: [
      ("exposed", ["version_leak"]), ("restricted", ["health_only"]), ("locked_down", ["locked_down"]),
      ("responding", ["version_leak", "locked_down", "health_only", "not_kubernetes"]),
      ("all", ["version_leak", "locked_down", "health_only", "not_kubernetes", "closed"]),
    ])
  func only(_ filter: String, _ verdicts: [String]) async throws {
    try await withFleet(
      [.kubeadmDefault, .anonymousDisabled, .healthPathsOnly, .webServer, .closedPort]
    ) { servers in
      let outcome = try await Command.run(
        ["scan", "--format", "csv", "--only", filter] + servers.map(\.target))
      #expect(Report(outcome.output)["verdict"] == verdicts)
      #expect(outcome.errors.contains("1 of 3 clusters leaks its version"))
    }
  }

  @Test(
    "fails where it was told to, and says why",
    arguments: [
      (["exposed"], "exposed (1 endpoint exposed)"),
      (["medium"], "medium (1 endpoint at severity medium or above)"),
      (["high"], nil), (["high", "incomplete"], nil),
      (
        ["high", "exposed", "low"], "exposed (1 endpoint exposed), low (1 endpoint at severity low or above)"
      ),
      (["restricted"], "restricted (1 endpoint exposed or restricted)"),
    ] as [([String], String?)])
  func failOn(_ conditions: [String], _ met: String?) async throws {
    try await withFleet([.anonymousDisabled, .kubeadmDefault]) { servers in
      let outcome = try await Command.run(
        ["scan", "-q"] + conditions.flatMap { ["--fail-on", $0] } + servers.map(\.target))
      #expect(outcome.status == (met == nil ? 0 : 1))
      #expect(outcome.errors == (met.map { "apiexpose: --fail-on is met: \($0)\n" } ?? ""))
    }
  }

  @Test("is incomplete where something was not reached, also in a report of it")
  func incomplete() async throws {
    try await withFleet([.anonymousDisabled, .closedPort]) { servers in
      let scanned = try await Command.run(
        ["scan", "-q", "--fail-on", "incomplete", "--format", "jsonl"] + servers.map(\.target))
      #expect(scanned.status == 1)
      let line = "--fail-on is met: incomplete (1 endpoint not reached or without a clear answer)"
      #expect(scanned.errors.contains(line))
      let reported = try await Command.run(
        ["report", "-", "-q", "--fail-on", "exposed", "--fail-on", "incomplete"], input: scanned.output)
      #expect(reported.status == 1)
      #expect(reported.errors.contains(line))
    }
  }

  @Test("scans what is named twice once, leaves out what is excluded, and says so")
  func duplicates() async throws {
    try await withFleet([.anonymousDisabled, .kubeadmDefault]) { servers in
      let ports = servers.map { String($0.port) }
      let outcome = try await Command.run(
        "scan", "127.0.0.1", servers[0].target, "127.0.0.2", "--port", ports.joined(separator: ","),
        "--exclude", "127.0.0.2", "--format", "csv")
      #expect(Report(outcome.output)["port"] == ports)
      #expect(outcome.errors.contains("1 endpoint named more than once, scanned once"))
      #expect(outcome.errors.contains("2 endpoints excluded"))
    }
  }

  @Test("scans a name's addresses with the name in SNI and Host")
  func name() async throws {
    try await withFleet([.kubeadmDefault]) { servers in
      let outcome = try await Command.run("scan", "localhost:\(servers[0].port)", "-4", "--format", "csv")
      let report = Report(outcome.output)
      #expect(report["target"] == ["localhost:\(servers[0].port)"])
      #expect(report["address"] == ["127.0.0.1"])
      #expect(report["verdict"] == ["version_leak"])
    }
  }

  @Test("tells when API servers started, unless it is not to be asked")
  func startTime() async throws {
    try await withFleet([.anonymousDisabled]) { servers in
      let asked = Report(try await Command.run("scan", servers[0].target, "--format", "csv").output)
      #expect(asked["server_started_at"].first?.isEmpty == false)
      #expect(asked["findings"].first?.hasSuffix("start-time") == true)
      #expect(asked["attempts"] == ["2"])
      let spared = Report(
        try await Command.run("scan", servers[0].target, "--format", "csv", "--no-start-time").output)
      #expect(spared["server_started_at"] == [""])
      #expect(spared["attempts"] == ["1"])
    }
  }

  @Test("asks what strangers may read only where that is wished")
  func access() async throws {
    try await withFleet([.anonymousAdmin, .kubeadmDefault]) { servers in
      let targets = servers.map(\.target)
      let usual = Report(try await Command.run(["scan", "--format", "csv"] + targets).output)
      #expect(usual["verdict"] == ["version_leak", "version_leak"])
      let wished = Report(try await Command.run(["scan", "--format", "csv", "--access"] + targets).output)
      #expect(wished["verdict"] == ["anonymous_access", "version_leak"])
      #expect(wished["findings"].first?.contains("anonymous-resources") == true)
      #expect(wished["findings"].last?.contains("cluster-info") == true)
    }
  }
}
