import ArgumentParser
import Exposure
import Reporting
import Scanning

/// `apiexpose merge`: the shards of a list back in one.
struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Join the JSON Lines of all shards of a list into one report.",
    discussion: """
      The rows come in the order of the list, as if one machine had scanned it. Where a shard is missing nothing is \
      written, unless --partial is given.

      EXAMPLES
        apiexpose scan targets.txt --shard 1/2 -o 1.jsonl
        apiexpose scan targets.txt --shard 2/2 -o 2.jsonl
        apiexpose merge 1.jsonl 2.jsonl -o exposure.jsonl -o exposure.csv
      """
  )

  @Argument(help: "The JSON Lines of the shards, in any order.", completion: .file(extensions: ["jsonl"]))
  var files: [String]

  @Flag(help: "Merge what there is, though shards are missing.")
  var partial = false

  @OptionGroup var knowledge: KnowledgeOptions
  @OptionGroup(title: "Reports") var reports: ReportOptions

  func run() async throws {
    try await CommandFailure.reported {
      let messages = Messages(isQuiet: reports.quiet, progress: .none, rowsGoToTerminal: false)
      let known = try knowledge.load(messages.notice)
      let merge = try Self.reading { try opened() }
      try complain(of: merge, messages)
      return try ReportRun(
        observations: { take in
          while let observation = try Self.reading({ try merge.next() }) { try take(observation) }
        },
        plan: reports.plan(knowing: known),
        failOn: reports.failOn,
        messages: messages
      ).run()
    }
  }

  private func opened() throws -> ShardMerge {
    // All files are open at once.
    _ = OpenFileLimit.raise()
    return try ShardMerge(files)
  }

  /// Runs what reads the shards; what fails becomes the command's failure.
  private static func reading<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as ShardMergeError {
      throw CommandFailure(.badData, error.description)
    } catch let error as JSONLinesError {
      switch error {
      case .unreadable: throw CommandFailure(.noInput, error.description)
      case .badLine: throw CommandFailure(.badData, error.description)
      }
    }
  }

  /// Says which shards are missing. An empty file may be a shard that had nothing to show.
  private func complain(of merge: ShardMerge, _ messages: Messages) throws(CommandFailure) {
    guard !merge.missing.isEmpty else { return }
    let names = merge.missing.prefix(20).map(\.description).joined(separator: ", ")
    let more = merge.missing.count > 20 ? " and \(merge.missing.count - 20) more" : ""
    if merge.missing.count <= merge.empty.count {
      return messages.notice("no row of shard \(names)\(more): the files without a row stand for them")
    }
    guard partial else {
      throw CommandFailure(
        .badData,
        "no row of shard \(names)\(more): name its file too, or merge what there is with --partial")
    }
    messages.notice("no row of shard \(names)\(more)")
  }
}
