import Fixtures
import Foundation
import SimulatedFleet
import Testing

@Suite("A scan of clusters with several endpoints", .timeLimit(.minutes(10)))
struct ClusterTests {
  /// Two servers of one cluster, the second of which refuses everything, and two clusters of one server.
  private static let behaviours: [ServerBehaviour] = [
    .kubeadmDefault, .anonymousDisabled, .kubeadmDefault, .anonymousDisabled,
  ]
  private static let clusters = [7, 7, 8, 9]

  private func scanned(
    _ body: (_ list: String, _ directory: TemporaryDirectory) async throws -> Void
  ) async throws {
    try await withFleet(Self.behaviours, clusters: Self.clusters) { servers in
      let directory = try TemporaryDirectory()
      let ports = servers.map(\.port)
      let list = try directory.write(
        """
        127.0.0.1:\(ports[0])
        127.0.0.1:\(ports[1])
        localhost:\(ports[0])
        127.0.0.1:\(ports[2])
        127.0.0.1:\(ports[3])
        """, to: "targets.txt")
      try await body(list, directory)
    }
  }

  private static let sentence = "2 of 3 clusters leak their version; 1 is locked down."

  @Test("counts each once, and tells which targets are one, in every report")
  func counts() async throws {
    try await scanned { list, directory in
      let history = directory.file("h.sqlite")
      let files = ["a.csv", "a.jsonl", "a.prom", "a.md", "a.html"].flatMap { ["-o", directory.file($0)] }
      let scan = try await Command.run(
        ["scan", list, "-4", "--fail-on", "exposed", "--history", history] + files)
      #expect(scan.status == 1)
      #expect(scan.output.contains(Self.sentence))
      #expect(
        scan.output.contains("localhost (version_leak v1.36.2) are one cluster")
          && scan.output.contains(", whose endpoints differ"))
      #expect(scan.errors.contains("3 endpoints exposed"))

      let rows = Report(try #require(directory.text("a.csv")))
      let identifiers = rows["cluster_id"]
      #expect(identifiers.allSatisfy { $0.count == 12 })
      #expect(identifiers[0] == identifiers[2])
      #expect(Set(identifiers).count == 4)

      let metrics = try #require(directory.text("a.prom"))
      #expect(metrics.contains(#"apiexpose_clusters{posture="exposed",verdict="version_leak"} 2"#))
      #expect(metrics.contains(#"apiexpose_endpoints{posture="exposed",verdict="version_leak"} 3"#))
      #expect(directory.text("a.md")?.contains("## One cluster, several targets") == true)
      #expect(directory.text("a.html")?.contains("One cluster, several targets") == true)

      let listed = Report(
        try await Command.run("history", "list", "--history", history, "--format", "csv").output)
      #expect(listed["clusters"] == ["3"])
      #expect(listed["exposed_clusters"] == ["2"])
      #expect(listed["locked_down_clusters"] == ["1"])
      #expect(listed["exposed"] == ["3"])

      let again = try await Command.run("report", directory.file("a.jsonl"), directory.file("a.jsonl") + "")
      #expect(again.status == 64)
      let report = try await Command.run("report", directory.file("a.jsonl"))
      #expect(report.output.contains(Self.sentence))
    }
  }

  @Test("counts each once where several files are read, and where shards are merged")
  func files() async throws {
    try await scanned { list, directory in
      for file in ["a.jsonl", "b.jsonl"] {
        #expect(try await Command.run("scan", list, "-4", "-q", "-o", directory.file(file)).status == 0)
      }
      let report = try await Command.run("report", directory.file("a.jsonl"), directory.file("b.jsonl"))
      #expect(report.output.contains(Self.sentence))
      for shard in ["1", "2"] {
        let scan = try await Command.run(
          "scan", list, "-4", "-q", "--shard", "\(shard)/2", "-o", directory.file("\(shard).jsonl"))
        #expect(scan.status == 0)
      }
      let merged = try await Command.run("merge", directory.file("1.jsonl"), directory.file("2.jsonl"))
      #expect(merged.output.contains(Self.sentence))
    }
  }

  @Test("counts each once where it was interrupted and goes on")
  func resumed() async throws {
    try await withFleet(Self.behaviours, clusters: Self.clusters) { servers in
      let directory = try TemporaryDirectory()
      let gate = try await GateServer.start()
      let list = try directory.write(
        "\(servers[0].target)\n\(servers[2].target)\n127.0.0.1:\(gate.port)\n127.2.0.0/22:1\n"
          + "\(servers[1].target)\nlocalhost:\(servers[0].port)\n\(servers[3].target)\n",
        to: "targets.txt")
      let arguments = [
        "scan", list, "-4", "--retries", "0", "--deadline", "1m", "-o", directory.file("a.csv"),
      ]
      let interrupted = try await Command.running(arguments + ["--rate", "100"]) { scan in
        await gate.visitor()
        try scan.signal(.interrupt)
        await scan.errors.wait(for: "stopping")
        gate.open()
      }
      #expect(interrupted.status == 130)
      #expect(directory.exists("a.csv.checkpoint.clusters"))
      let resumed = try await Command.run(arguments + ["--resume"])
      #expect(resumed.status == 0)
      #expect(resumed.output.contains("2 of 3 clusters leak their version; 1 is locked down;"))
      #expect(resumed.output.contains("are one cluster"))
      #expect(!directory.exists("a.csv.checkpoint.clusters"))
      try await gate.stop()
    }
  }
}
