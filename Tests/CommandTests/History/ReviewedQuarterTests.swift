import Fixtures
import Foundation
import Testing

/// What a reviewer types at the end of a quarter: thirteen weekly scans lie behind, from 2026-10-01 on.
@Suite("A reviewer's quarter", .timeLimit(.minutes(10)))
struct ReviewedQuarterTests {
  private let directory: TemporaryDirectory
  private var history: String { directory.file("h.sqlite") }
  private var policy: String { directory.file("policy.yaml") }
  private var results: String { directory.file("quarter.jsonl") }

  init() throws {
    directory = try TemporaryDirectory()
    for week in 0..<13 {
      // One leaks all the time, one from the seventh week on, one was closed in the fourth, one went away, one has
      // old TLS since the eleventh week.
      let answers: [UInt32: PastScans.Answer] = [
        1: .leaks, 2: week < 6 ? .refuses : .leaks, 3: week < 3 ? .leaks : .refuses,
        4: week < 8 ? .refuses : .nothing, 5: week < 10 ? .leaks : .leaksOverWeakTLS,
      ]
      try PastScans.record(answers, day: 7 * week, in: directory.file("h.sqlite"))
    }
  }

  private func run(_ arguments: [String]) async throws -> Program.Outcome { try await Command.run(arguments) }

  private func review(_ more: [String] = []) async throws -> Program.Outcome {
    try await run(
      ["report", "--history", history, "--since", "1", "--policy", policy, "--fail-on", "medium"] + more)
  }

  private func accept(_ byte: Int, _ finding: String) async throws {
    let outcome = try await run([
      "policy", "add", policy, "--from", results, "--target", "192.0.2.\(byte)", "--finding", finding,
      "--reason", "known until the move", "--owner", "team-web", "--expires", "2999-12-31",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test("from what changed over what is accepted to what has expired")
  func quarter() async throws {
    // What changed, for whoever asks first.
    let diff = try await run(["diff", "--history", history, "--from", "1", "--fail-on", "worse"])
    #expect(diff.status == 1)
    #expect(
      diff.output.hasPrefix(
        "1 cluster newly exposed, 1 cluster worse, 1 cluster newly locked down, 1 cluster vanished since scan 1"
      ),
      "\(diff.output)")

    // What is there now, and what of it is accepted: the policy begins as an empty file.
    #expect(try await run(["report", "--history", history, "-q", "-o", results]).status == 0)
    try directory.write("", to: "policy.yaml")
    for byte in [1, 2, 5] {
      for finding in ["anonymous-version", "known-vulnerabilities"] { try await accept(byte, finding) }
    }
    let check = try await run(["policy", "check", policy, "--results", results])
    #expect(check.status == 0 && check.output.contains("6 exceptions"), "\(check.output)")

    // What is not: the old TLS of the fifth. It alone is work, and ends the review with status 1.
    let files = ["q.csv", "q.md", "q.html", "q.junit.xml"].map(directory.file)
    let open = try await review(files.flatMap { ["-o", $0] })
    #expect(open.status == 1, "\(open.errors)")
    let rows = Report(try #require(directory.text("q.csv")))
    #expect(rows["address"] == [2, 3, 4, 5].map { "192.0.2.\($0)" })
    #expect(rows["accepted"].map(\.isEmpty) == [false, true, true, false])
    #expect(rows["first_seen"].allSatisfy { $0 == "2026-10-01T12:00:00Z" })
    #expect(rows["last_changed"].first == "2026-11-12T12:00:00Z")
    let text = try #require(directory.text("q.md"))
    #expect(text.contains("Accepted risks") && text.contains("| `worse` | `192.0.2.5` |"))
    #expect(try #require(directory.text("q.junit.xml")).contains("failures=\"1\""))
    #expect(try #require(directory.text("q.html")).contains("known until the move"))

    // That one is accepted too: nothing is left.
    try await accept(5, "weak-tls")
    let closed = try await review(["--format", "csv"])
    #expect(closed.status == 0, "\(closed.errors)")

    // A year on the days are over: what was accepted counts again, and is named with its line.
    let expired = try #require(directory.text("policy.yaml")).replacing("2999-12-31", with: "2026-01-01")
    try directory.write(expired, to: "policy.yaml")
    let again = try await review(["--format", "csv"])
    #expect(again.status == 1)
    #expect(again.errors.contains("7 exceptions of the policy have expired"), "\(again.errors)")
    #expect(again.errors.contains("counts again: anonymous-version on 192.0.2.1 ("), "\(again.errors)")
  }
}
