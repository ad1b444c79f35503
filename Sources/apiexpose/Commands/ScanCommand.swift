import ArgumentParser
import Exposure
import Reporting
import Scanning

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `apiexpose scan`: the main job.
struct ScanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Scan targets and say which leak to strangers and which are locked down.",
    discussion: """
      EXAMPLES
        apiexpose scan targets.txt
        apiexpose scan targets.txt -o exposure.csv -o exposure.jsonl
        apiexpose scan 10.0.0.0/22 api.example.com:443 --port 6443,443 --only exposed
        generate-targets | apiexpose scan - --format jsonl | jq .verdict
        apiexpose scan targets.txt --quiet --fail-on exposed -o exposure.csv

      EXIT STATUS
        0    the scan ran to its end       66   an input file is missing
        1    --fail-on was met             73   a report cannot be created
        64   wrong usage                   74   a report cannot be written
        65   a bad target                  130  interrupted (143 by SIGTERM)
      """
  )

  @OptionGroup(title: "Targets") var targets: TargetOptions
  @OptionGroup(title: "Questions") var questions: QuestionOptions
  @OptionGroup(title: "Reports") var output: OutputOptions
  @OptionGroup(title: "Time and load") var load: LoadOptions
  @OptionGroup var knowledge: KnowledgeOptions

  func validate() throws {
    guard !output.resume || !targets.targets.contains("-") else {
      throw ValidationError("--resume cannot know what standard input held: name a file of targets.")
    }
  }

  func run() async throws {
    try await CommandFailure.reported {
      let messages = Messages(
        isQuiet: output.quiet, progress: output.progress,
        rowsGoToTerminal: output.format != .table && TerminalSize.columns(of: 1) != nil)
      let known = try knowledge.load(messages.notice)
      let list = try list(messages)
      return try await ScanRun(
        list: list,
        settings: questions.applied(to: load.settings(messages)),
        plan: output.plan(),
        identity: identity(of: list, knowing: known),
        resumes: output.resume,
        failOn: output.failOn,
        knowledge: known,
        messages: messages
      ).run()
    }
  }

  private func list(_ messages: Messages) throws -> ScanList {
    let given = try GivenTargets(targets)
    if given.readsStandardInput {
      let first = given.sources.isEmpty ? nil : try given.list()
      return .streamed(StreamedTargets(after: first, of: given, report: messages.error))
    }
    let list = try given.list()
    for notice in Self.notices(of: list) { messages.notice(notice) }
    return .whole(list)
  }

  private static func notices(of list: TargetList) -> [String] {
    var notices: [String] = []
    if list.duplicateCount > 0 {
      notices.append("\(counted(list.duplicateCount, "endpoint")) named more than once, scanned once")
    }
    if list.excludedCount > 0 { notices.append("\(counted(list.excludedCount, "endpoint")) excluded") }
    return notices
  }

  private func identity(of list: ScanList, knowing known: Knowledge) -> ScanIdentity? {
    guard case .whole(let list) = list else { return nil }
    return ScanIdentity(
      toolVersion: Release.version, listFingerprint: list.fingerprint,
      settings: [
        "--only": output.only.rawValue, "-4": "\(load.v4Only)", "-6": "\(load.v6Only)",
        "--knowledge": "\(known.asOf)",
      ].merging(questions.identity) { $1 },
      startedAt: .now)
  }
}

/// A count with its noun: `1 endpoint`, `1,203 endpoints`.
private func counted(_ count: UInt64, _ noun: String) -> String {
  "\(ProgressLine.grouped(count)) \(noun)\(count == 1 ? "" : "s")"
}
