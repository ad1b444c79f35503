import Fixtures
import Foundation
import SimulatedFleet
import Testing

@Suite("The Kubernetes Job", .timeLimit(.minutes(2)))
struct IndexedJobTests {
  private static let manifest = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Deploy/kubernetes/scan-job.yaml")

  private let text: String

  init() throws {
    text = try String(contentsOf: Self.manifest, encoding: .utf8)
  }

  /// The words under `args:`.
  private var arguments: [String] {
    let lines = text.split(separator: "\n").drop { $0.trimmingCharacters(in: .whitespaces) != "args:" }
      .dropFirst()
    return lines.map { $0.trimmingCharacters(in: .whitespaces) }.prefix { $0.hasPrefix("- ") }
      .map { $0.dropFirst(2).trimmingCharacters(in: CharacterSet(charactersIn: "\"")) }
  }

  private func number(_ key: String) throws -> Int {
    let line = try #require(text.split(separator: "\n").first { $0.contains("\(key): ") })
    return try #require(line.split(separator: " ").last.flatMap { Int($0) })
  }

  @Test("has as many completions as shards, and its pods' reports merge to the whole list")
  func pods() async throws {
    let count = try number("completions")
    #expect(try #require(arguments.firstIndex(of: "--shards").map { arguments[$0 + 1] }) == "\(count)")
    try await withFleet { servers in
      let directory = try TemporaryDirectory()
      let list = try directory.write(servers.targetList + "127.2.0.0/27:1\n", to: "targets.txt")
      let environment = try #require(Program(named: "env"))
      // Pods run at the same time.
      try await withThrowingTaskGroup(of: Int32.self) { pods in
        for index in 0..<count {
          let words = arguments.map {
            $0.replacingOccurrences(of: "/targets/targets.txt", with: list)
              .replacingOccurrences(of: "/results/", with: directory.file(""))
              .replacingOccurrences(of: "$(JOB_COMPLETION_INDEX)", with: "\(index)")
          }
          pods.addTask {
            try await environment.run(["JOB_COMPLETION_INDEX=\(index)", Command.path] + words).status
          }
        }
        for try await status in pods { #expect(status == 0) }
      }
      let files = (0..<count).map { directory.file("shard-\($0).jsonl") }
      let merged = try await Command.run(["merge", "--format", "csv", "-q"] + files)
      let whole = try await Command.run("scan", list, "--format", "csv", "-q")
      #expect(Report(merged.output).withoutTimes == Report(whole.output).withoutTimes)
    }
  }
}
