import Foundation
import Testing

@testable import Reporting

@Suite("A checkpoint")
struct CheckpointTests {
  @Test("is the same scan's, whenever that began")
  func same() throws {
    try Checkpoint.sample.verify(.sample(startedAt: .distantFuture))
  }

  @Test(
    "refuses another scan",
    arguments: [
      (.sample(list: "other"), .listChanged(startedAt: .sample)),
      (.sample(list: "other", version: "2.0.0", settings: [:]), .listChanged(startedAt: .sample)),
      (.sample(version: "2.0.0"), .versionChanged(was: "1.0.0", now: "2.0.0")),
      (.sample(settings: ["--only": "exposed"]), .settingChanged(name: "--only", was: "all", now: "exposed")),
      (.sample(settings: [:]), .settingChanged(name: "--only", was: "all", now: nil)),
      (
        .sample(settings: ["--only": "all", "-4": "true"]), .settingChanged(name: "-4", was: nil, now: "true")
      ),
    ] as [(ScanIdentity, CheckpointError)])
  func other(scan: ScanIdentity, error: CheckpointError) {
    #expect(throws: error) { try Checkpoint.sample.verify(scan) }
  }

  @Test(
    "refuses other reports than those that were being written",
    arguments: [
      (["scan.csv": .csv], .missingReport(path: "/var/a \"b\".jsonl")),
      (["/var/a \"b\".jsonl": .jsonl], .missingReport(path: "scan.csv")),
      (["scan.csv": .csv, "/var/a \"b\".jsonl": .jsonl, "new.csv": .csv], .unknownReport(path: "new.csv")),
      (
        ["scan.csv": .jsonl, "/var/a \"b\".jsonl": .jsonl],
        .formatChanged(path: "scan.csv", was: .csv, now: .jsonl)
      ),
    ] as [([String: OutputFormat], CheckpointError)])
  func otherReports(given: [String: OutputFormat], error: CheckpointError) throws {
    #expect(throws: error) { try Checkpoint.sample.verify(given) }
    try Checkpoint.sample.verify(["scan.csv": .csv, "/var/a \"b\".jsonl": .jsonl])
  }

  @Test(
    "an error says what happened",
    arguments: [
      (
        .missing(path: "a.checkpoint"),
        "there is nothing to resume: a.checkpoint does not exist"
      ),
      (
        .unreadable(path: "a", reason: "Permission denied"),
        "cannot resume: a is unreadable: Permission denied"
      ),
      (
        .listChanged(startedAt: .sample),
        "cannot resume: the target list has changed since the scan that is to be resumed began: "
          + "2026-11-23T22:04:55Z"
      ),
      (
        .versionChanged(was: "1.0.0", now: "2.0.0"),
        "cannot resume: the scan was begun by apiexpose 1.0.0, this is 2.0.0"
      ),
      (
        .settingChanged(name: "--only", was: "all", now: nil),
        "cannot resume: --only was \"all\" and is now not given"
      ),
      (
        .unknownReport(path: "b\u{1B}.csv"),
        #"cannot resume: the interrupted scan did not write b\x1b.csv; give the files that were given before"#
      ),
      (
        .missingReport(path: "b.csv"),
        "cannot resume: the interrupted scan also wrote b.csv; give the files that were given before"
      ),
      (
        .formatChanged(path: "b", was: .csv, now: .jsonl),
        "cannot resume: the interrupted scan wrote b as csv, not as jsonl"
      ),
      (.noFile, "cannot resume: no report is a file, beside which a checkpoint could lie"),
    ] as [(CheckpointError, String)])
  func messages(error: CheckpointError, text: String) {
    #expect(error.description == text)
  }
}
