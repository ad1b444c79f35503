import ArgumentParser
import CommandSupport
import Exposure
import Reporting
import Scanning
import Sessions

/// `apiexpose merge`: the shards of a list back in one.
struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Join the JSON Lines of all shards of a list into one report.",
    usage: "apiexpose merge [<options>] <file> ...",
    discussion: """
      The rows come in the order of the list, as if one machine had scanned it. If a shard is missing or its file was \
      cut off, nothing is written unless --partial is given.

      EXAMPLES
        apiexpose scan targets.txt --shard 1/2 -o 1.jsonl
        apiexpose scan targets.txt --shard 2/2 -o 2.jsonl
        apiexpose merge 1.jsonl 2.jsonl -o exposure.jsonl -o exposure.csv
      """
  )

  @Argument(
    help: ArgumentHelp("The JSON Lines of the shards, in any order; - is standard input.", valueName: "file"),
    completion: .file(extensions: ["jsonl"]))
  var files: [String] = []

  @Flag(help: "Merge even if shards are missing or cut off.")
  var partial = false

  @OptionGroup var knowledge: KnowledgeOptions
  @OptionGroup var policy: PolicyOptions
  @OptionGroup(title: "Reports") var report: ReportOptions

  @OptionGroup var quiet: QuietOption

  func validate() throws {
    guard !files.isEmpty else {
      throw ValidationError(
        "Name the JSON Lines of the shards: apiexpose merge 1.jsonl 2.jsonl -o exposure.csv.")
    }
    try StandardInput.checkNamedOnce(in: files)
  }

  func run() async throws {
    try await CommandFailure.reported {
      let messages = Messages(isQuiet: quiet.isQuiet, progress: .none, rowsGoToTerminal: false)
      try OverwriteGuard.check(
        report.outputs.map(\.path),
        against: [
          "the results": files, "the knowledge": [knowledge.path].compactMap(\.self),
          "the policy": [policy.file].compactMap(\.self),
          "the template": [report.template.file].compactMap(\.self),
        ])
      let known = try knowledge.load(messages.notice)
      let policy = messages.policy(try policy.load(), at: .now)
      var plan = try report.plan(knowing: known, isQuiet: quiet.isQuiet) {
        try FileText.checkReadableTwice(files)
        let merge = try opened()
        return try LabelKeys { take in
          while let observation = try merge.next() { try take(observation) }
        }
      }
      plan.documents.policy = policy
      let merge = try opened()
      try complain(of: merge, messages)
      var run = RereadRun(plan: plan, messages: messages)
      run.isWhole = !partial
      let status = try await run.status(messages) { take in
        while let observation = try merge.next() { try take(observation) }
      }
      for cut in merge.cut { messages.notice(CommandFailure(cut).message) }
      return status
    }
  }

  private func opened() throws -> ShardMerge {
    // All files are open at once.
    _ = OpenFileLimit.raise()
    if files.contains("-") { try StandardInput.check() }
    do {
      let merge = try ShardMerge(files, allowsCut: partial)
      guard merge.empty.count < files.count else {
        throw CommandFailure(
          .badData, merge.empty.map { "\(printable($0)) has no line" }.joined(separator: "\n"))
      }
      return merge
    } catch JSONLinesError.badLine(let file, line: 1, let reason) {
      // What a file is that is something else says more than what its first line lacks.
      let error = JSONLinesError.badLine(file: file, line: 1, reason: reason)
      throw CommandFailure(.badData, ObservationFiles.kind(of: file) ?? error.description)
    } catch {
      throw CommandFailure(error, RereadRun.cannotBeMade)
    }
  }

  /// Says which shards are missing.
  private func complain(of merge: ShardMerge, _ messages: Messages) throws(CommandFailure) {
    guard let absence = merge.absence else { return }
    guard absence.isOfEmptyFiles || partial else {
      throw CommandFailure(
        .badData, "\(absence): name its file too, or merge what there is with --partial")
    }
    messages.notice("\(absence)")
  }
}
