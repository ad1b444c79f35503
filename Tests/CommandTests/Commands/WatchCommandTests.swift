import Fixtures
import Foundation
import SimulatedFleet
import Testing

@Suite("apiexpose watch", .timeLimit(.minutes(10)))
struct WatchCommandTests {
  /// A server that dies after each look, with its two connections, and lives again with a start a minute later.
  private struct Loop: Sendable {
    let server: RestartingServer
    let begin: Date

    /// The start of a life, counted from 0, as it is printed.
    func start(ofLife number: Int) -> String { (begin + 60 * Double(number)).formatted(.iso8601) }
  }

  private func withLoop(_ behaviour: ServerBehaviour, _ body: (Loop) async throws -> Void) async throws {
    let loop = Loop(
      server: try RestartingServer(behaviour),
      begin: Date(timeIntervalSince1970: Date.now.timeIntervalSince1970.rounded(.down)))
    let (deaths, died) = AsyncStream<Void>.makeStream()
    try await loop.server.start(startedAt: loop.begin, connections: 2) { died.yield() }
    let keeper = Task {
      var life = 0.0
      for await _ in deaths {
        life += 1
        try await loop.server.start(startedAt: loop.begin + 60 * life, connections: 2) { died.yield() }
      }
    }
    let outcome: Result<Void, any Error>
    do {
      outcome = .success(try await body(loop))
    } catch {
      outcome = .failure(error)
    }
    keeper.cancel()
    _ = await keeper.result
    try await loop.server.shutDown()
    try outcome.get()
  }

  @Test("calls a restart loop, the trap behind it, and the way out")
  func restartLoop() async throws {
    let directory = try TemporaryDirectory()
    let file = directory.path + "/life.jsonl"
    try await withLoop(.anonymousDisabled) { loop in
      let outcome = try await Command.running(["watch", loop.server.target, "--every", "100ms", "-o", file]) {
        await $0.output.wait(for: "restarted at \(loop.start(ofLife: 3))")
        try $0.signal(.interrupt)
      }
      #expect(outcome.status == 130)
      #expect(outcome.lines.first?.hasSuffix("401") == true)
      #expect(outcome.output.contains("restart loop, every "))
      #expect(outcome.output.contains("--anonymous-auth=false"))
      #expect(outcome.output.contains("AuthenticationConfiguration"))
      #expect(outcome.errors.isEmpty)
      let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
      #expect(lines.first?.contains(#""event":"began","state":"401""#) == true)
      #expect(lines.count { $0.contains(#""event":"restarted""#) } >= 3)
      #expect(lines.last?.contains(#""judgement":"restart_loop""#) == true)
      #expect(lines.last?.contains(#""health_refused":true"#) == true)
    }
  }

  @Test("says that nothing happened where nothing did")
  func steady() async throws {
    try await withFleet([.anonymousDisabled, .webServer]) { servers in
      let outcome = try await Command.run(
        ["watch"] + servers.map(\.target) + ["--every", "100ms", "--for", "300ms", "--fail-on", "restart"])
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("\(servers[0].target): steady"))
      #expect(outcome.output.contains("\(servers[1].target): the server does not tell when it started"))
    }
  }

  @Test("ends by SIGTERM in the middle of its pause")
  func terminated() async throws {
    try await withFleet([.kubeadmDefault]) { servers in
      let outcome = try await Command.running(["watch", servers[0].target, "--every", "1h"]) {
        await $0.output.wait(for: "leak\n")
        try $0.signal(.terminate)
      }
      #expect(outcome.status == 143)
      #expect(outcome.output.contains("steady"))
    }
  }

  @Test(
    "refuses what it cannot do, with the status for it",
    arguments: [
      (["watch"], 64), (["watch", "-"], 64), (["watch", "192.0.2.1", "--every", "10ms"], 64),
      (["watch", "10.0.0.0/16"], 65), (["watch", "not a target!"], 65),
      (["watch", "127.0.0.1:1", "--for", "100ms", "-o", "/nowhere/life.jsonl"], 73),
    ] as [([String], Int32)])
  func refusals(arguments: [String], status: Int32) async throws {
    #expect(try await Command.run(arguments).status == status)
  }
}
