import Fixtures
import Foundation
import SimulatedFleet
import Testing

@Suite("The Kubernetes Jobs", .timeLimit(.minutes(10)))
struct IndexedJobTests {
  @Test(
    "have as many completions as shards, and their pods' reports merge to the whole list",
    arguments: [("scan-job.yaml", true), ("scan-job-logs.yaml", false)])
  func pods(_ name: String, _ hasClaim: Bool) async throws {
    let manifest = Manifest(name: name)
    let arguments = try #require(try manifest.arguments().first)
    let job = try #require(try manifest.objects().first { $0["kind"] as? String == "Job" })
    let count = try #require((job["spec"] as? [String: Any])?["completions"] as? Int)
    #expect(try #require(arguments.firstIndex(of: "--shards").map { arguments[$0 + 1] }) == "\(count)")
    try await withFleet { servers in
      let directory = try TemporaryDirectory()
      let list = try directory.write(servers.targetList + "127.2.0.0/27:1\n", to: "targets.txt")
      let environment = try #require(Program(named: "env"))
      let files = (0..<count).map { directory.file("shard-\($0).jsonl") }
      // Pods run at the same time.
      try await withThrowingTaskGroup(of: Void.self) { pods in
        for (index, file) in files.enumerated() {
          let words = arguments.map {
            $0.replacing("/targets/targets.txt", with: list)
              .replacing("/results/", with: directory.file(""))
              .replacing("$(JOB_COMPLETION_INDEX)", with: "\(index)")
          }
          pods.addTask {
            let outcome = try await environment.run(
              ["JOB_COMPLETION_INDEX=\(index)", Command.path] + words)
            #expect(outcome.status == 0)
            // The log of a pod holds both streams.
            if !hasClaim {
              try (outcome.output + outcome.errors).write(toFile: file, atomically: true, encoding: .utf8)
            }
          }
        }
        try await pods.waitForAll()
      }
      let merged = try await Command.run(["merge", "--format", "csv", "-q"] + files)
      let whole = try await Command.run("scan", list, "--format", "csv", "-q")
      #expect(Report(merged.output).withoutTimes == Report(whole.output).withoutTimes)
    }
  }
}
