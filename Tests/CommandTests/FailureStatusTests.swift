import ArgumentParser
import Fixtures
import Foundation
import History
import Reporting
import Scanning
import Sessions
import Targets
import Testing

@testable import CommandSupport
@testable import HistoryCommands

@Suite("The status of an error, and what to do about it")
struct FailureStatusTests {
  @Test(
    "of a report",
    arguments: [
      (OutputFileError.cannotCreate(path: "a", reason: "no"), 73, "cannot create a: no"),
      (
        .inUse(partial: "a.partial"), 73,
        "cannot create a.partial: another scan is writing it; wait for it or choose another name"
      ),
      (
        .cannotResume(partial: "a.partial", reason: "no"), 66,
        "cannot resume: a.partial: no; start the scan anew without --resume"
      ),
      (
        .partialTooShort(partial: "a.partial", length: 4, expected: 8), 66,
        "cannot resume: a.partial has 4 bytes where the checkpoint says 8; start the scan anew without --resume"
      ),
      (.writeFailed(path: "a", kept: nil, reason: "no"), 74, "cannot write a: no"),
      (.readerGone(path: "a"), 74, "cannot write a: its reader has gone"),
      (.readerGone(path: "standard output"), 141, ""),
    ] as [(OutputFileError, Int32, String)])
  func report(error: OutputFileError, status: Int32, text: String) {
    #expect(CommandFailure(error, "") == CommandFailure(ExitCode(status), text))
  }

  @Test(
    "of a scan that cannot be resumed",
    arguments: [
      (
        .missing(path: "a.checkpoint"), 66,
        "there is nothing to resume: a.checkpoint does not exist; start the scan without --resume"
      ),
      (.unreadable(path: "a", reason: "no"), 66, "cannot resume: a is unreadable: no"),
      (
        .listChanged(startedAt: Date(timeIntervalSince1970: 1_795_471_495)), 65,
        "cannot resume: the target list has changed since the scan that is to be resumed began: "
          + "2026-11-23T22:04:55Z; restore the list, or start the scan anew without --resume"
      ),
      (
        .versionChanged(was: "1.0.0", now: "2.0.0"), 64,
        "cannot resume: the scan was begun by apiexpose 1.0.0, this is 2.0.0; "
          + "use that version, or start the scan anew without --resume"
      ),
      (
        .settingChanged(name: "--only", was: "all", now: nil), 64,
        "cannot resume: --only was \"all\" and is now not given; "
          + "give what was given before, or start the scan anew without --resume"
      ),
      (
        .unknownReport(path: "b.csv"), 64,
        "cannot resume: the interrupted scan did not write b.csv; give the files that were given before"
      ),
      (
        .doesNotFit(reason: "no"), 65,
        "cannot resume: the checkpoint does not fit: no; start the scan anew without --resume"
      ),
    ] as [(CheckpointError, Int32, String)])
  func checkpoint(error: CheckpointError, status: Int32, text: String) {
    #expect(CommandFailure(error, "") == CommandFailure(ExitCode(status), text))
  }

  @Test(
    "of a history",
    arguments: [
      (.empty(path: "h"), 66, "the history h is empty: no scan has been written into it yet"),
      (
        .locked(path: "h", toRead: true), 66,
        "the history h is locked by another program; wait until that lets go of it"
      ),
      (
        .locked(path: "h", toRead: false), 73,
        "the history h is locked by another program; wait until that lets go of it"
      ),
      (
        .inUse(path: "h", holder: nil), 73,
        "the history h is being written by another apiexpose; wait for it, or give --lock-timeout"
      ),
      (
        .noScan(path: "h", wanted: "scan 7"), 66,
        "the history h has no scan 7; `apiexpose history list` shows what it has"
      ),
      (
        .cannotResume(path: "h"), 66,
        "cannot resume: the history h does not hold the interrupted scan; go on without --history, or start anew "
          + "without --resume"
      ),
      (
        .writeFailed(path: "h", reason: "no"), 74,
        "cannot write the history h: no; the results so far are kept in it"
      ),
    ] as [(HistoryError, Int32, String)])
  func history(error: HistoryError, status: Int32, text: String) {
    #expect(CommandFailure(error) == CommandFailure(ExitCode(status), text))
  }

  @Test(
    "of a proxy that cannot be used",
    arguments: [
      (
        ProxyFault.unreachable(reason: "it refuses connections"),
        "cannot be reached: it refuses connections; check"
      ),
      (.silent, "look at its log"), (.wantsCredentials, "give them by --proxy-credentials"),
      (.refusesCredentials, "refused the user or the password; check"),
      (.speaksOtherwise, "does not answer as a proxy of its scheme does; check the scheme"),
    ])
  func proxy(fault: ProxyFault, words: String) throws {
    let url = try ProxyURL("socks5://192.0.2.1")
    let failure = CommandFailure(ProxyUnusable(url, fault), "")
    #expect(failure.status == ExitCode(69))
    #expect(failure.message.hasPrefix("the proxy socks5://192.0.2.1:1080 "))
    #expect(failure.message.contains(words))
  }

  @Test("of shards that cannot be merged")
  func shards() throws {
    let cut = CommandFailure(ShardMergeError.noLine(file: "1.jsonl"))
    #expect(cut.status == ExitCode(65))
    #expect(cut.message.contains("--resume") && cut.message.contains("--partial"))
    #expect(CommandFailure(ShardMergeError.notInOrder(file: "a")).status == ExitCode(65))
  }

  @Test("of a list that is too large names the option that limits it")
  func tooMany() throws {
    let error = #expect(throws: TargetListError.self) {
      try TargetList(
        sources: [TargetSource(argument: "10.0.0.0/30")], ports: PortList("443"), exclusions: [], maximum: 3)
    }
    let failure = CommandFailure(try #require(error))
    #expect(failure.status == ExitCode(65))
    #expect(failure.message.contains("more than the 3 that --max-targets allows:"))
    #expect(failure.message.hasSuffix("scan fewer addresses or ports, exclude some, or raise --max-targets"))
    #expect(error?.description.contains("--") == false)
  }
}
