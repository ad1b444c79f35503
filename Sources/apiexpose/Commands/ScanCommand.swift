import ArgumentParser
import Exposure
import History
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
        apiexpose scan targets.txt --history exposure.sqlite --changes-only

      EXIT STATUS
        0    the scan ran to its end       66   an input file is missing
        1    --fail-on was met             73   a report cannot be created
        64   wrong usage                   74   a report cannot be written
        65   a bad target                  130  interrupted (143 by SIGTERM)
      """
  )

  @OptionGroup(title: "Targets") var targets: TargetOptions
  @OptionGroup(title: "Reports") var output: OutputOptions
  @OptionGroup(title: "History") var past: HistoryOptions
  @OptionGroup(title: "Time and load") var load: LoadOptions

  func validate() throws {
    guard !output.resume || !targets.targets.contains("-") else {
      throw ValidationError("--resume cannot know what standard input held: name a file of targets.")
    }
    guard !past.changesOnly || changeFormat != nil else {
      throw ValidationError("--changes-only takes --format table, csv or jsonl.")
    }
  }

  func run() async throws {
    try await CommandFailure.reported {
      let messages = Messages(
        isQuiet: output.quiet || past.changesOnly, progress: output.progress,
        rowsGoToTerminal: output.format != .table && TerminalSize.columns(of: 1) != nil)
      let list = try list(messages)
      let history = try history(list)
      defer { history?.file.close() }
      return try await ScanRun(
        list: list,
        settings: load.settings(messages),
        plan: plan,
        identity: identity(of: list),
        resumes: output.resume,
        failOn: output.failOn,
        history: history,
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

  private var plan: ReportPlan {
    var plan = output.plan()
    if past.changesOnly { plan.standardOutput = nil }
    return plan
  }

  private var changeFormat: ListingFormat? {
    output.format == .table ? .text : ListingFormat(rawValue: output.format.rawValue)
  }

  private func history(_ list: ScanList) throws -> ScanHistory? {
    guard let path = past.history else { return nil }
    let fingerprint = if case .whole(let list) = list { list.fingerprint } else { "" }
    let description = ScanDescription(
      startedAt: .now, scope: scope, listFingerprint: fingerprint,
      arguments: Array(CommandLine.arguments.dropFirst()), toolVersion: Release.version)
    let file = try asking {
      try HistoryFile.writing(path, lockTimeout: past.lockTimeout?.duration ?? .zero)
    }
    return ScanHistory(
      file: file, description: description, confirm: past.confirmation.confirm,
      changes: past.changesOnly ? changeFormat : nil, isQuiet: output.quiet)
  }

  /// What is scanned, in the user's words: an edited file of targets is still the same scope.
  private var scope: String {
    var words = targets.targets
    if targets.port != "6443" { words += ["--port", targets.port] }
    for excluded in targets.exclude { words += ["--exclude", excluded] }
    for path in targets.excludeFile { words += ["--exclude-file", path] }
    if load.v4Only { words.append("-4") }
    if load.v6Only { words.append("-6") }
    return words.joined(separator: " ")
  }

  private static func notices(of list: TargetList) -> [String] {
    var notices: [String] = []
    if list.duplicateCount > 0 {
      notices.append("\(counted(list.duplicateCount, "endpoint")) named more than once, scanned once")
    }
    if list.excludedCount > 0 { notices.append("\(counted(list.excludedCount, "endpoint")) excluded") }
    return notices
  }

  private func identity(of list: ScanList) -> ScanIdentity? {
    guard case .whole(let list) = list else { return nil }
    return ScanIdentity(
      toolVersion: Release.version, listFingerprint: list.fingerprint,
      settings: ["--only": output.only.rawValue, "-4": "\(load.v4Only)", "-6": "\(load.v6Only)"],
      startedAt: .now)
  }
}

/// A count with its noun: `1 endpoint`, `1,203 endpoints`.
private func counted(_ count: UInt64, _ noun: String) -> String {
  "\(ProgressLine.grouped(count)) \(noun)\(count == 1 ? "" : "s")"
}
