import ArgumentParser
import CommandSupport
import Exposure
import Reporting
import Sessions
import Targets
import PortableFoundation

/// `apiexpose policy`: what is accepted and expected.
struct PolicyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Check a file of accepted risks and expectations, or add to it.",
    usage: "apiexpose policy <command> [<options>]",
    discussion: """
      A policy holds the risks that you accept until a day, severities of your own, and how endpoints are expected to \
      be. `scan`, `report` and `merge` take it as --policy FILE. docs/policy.md describes the file.

      EXAMPLES
        apiexpose policy check policy.yaml
        apiexpose policy check policy.yaml --results exposure.jsonl
        apiexpose policy add policy.yaml --from exposure.jsonl --target api.example.com --finding anonymous-version \
      --reason "public demo" --owner team-web --expires 2027-03-31
      """,
    subcommands: [PolicyCheckCommand.self, PolicyAddCommand.self]
  )
}

/// `apiexpose policy check`: whether a policy can be read, and what it comes to.
struct PolicyCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tell what is wrong with a policy, or what it holds and when its exceptions end.",
    usage: "apiexpose policy check [<options>] <file>",
    discussion: """
      EXIT STATUS
        0    the policy can be used        65   something is wrong with it, or with the results
        64   wrong usage                   66   a file cannot be read
      """
  )

  @Argument(help: ArgumentHelp("The policy, in YAML or JSON.", valueName: "file"), completion: .file())
  var file: String

  @Option(
    help: ArgumentHelp(
      "JSON Lines of scans, to tell what the policy matches. Repeatable.", valueName: "file"),
    completion: .file(extensions: OutputFormat.jsonl.endings))
  var results: [String] = []

  @OptionGroup var knowledge: KnowledgeOptions

  func validate() throws {
    try StandardInput.checkNamedOnce(in: results)
  }

  func run() async throws {
    try await CommandFailure.reported {
      let policy = PolicyInForce(try PolicyFile.read(file).policy, at: .now)
      let overview = results.isEmpty ? PolicyOverview(policy) : try applied(policy)
      try StandardOutput.write(
        "\(printable(file)): " + overview.lines.map { $0 + "\n" }.joined())
      return .success
    }
  }

  private func applied(_ policy: PolicyInForce) throws -> PolicyOverview {
    var summary = Summary()
    var expectations: [Int: Int] = [:]
    let files = try ObservationFiles(results)
    var judge = ObservationJudge(knowing: try knowledge.load(StandardError.notice)) {
      observation, assessment in
      let assessment = policy.applied(to: assessment, of: observation)
      summary.add(observation, assessment)
      if let place = policy.expectation(of: observation, assessment) { expectations[place, default: 0] += 1 }
    }
    try files.each { try judge.take($0) }
    try judge.finish()
    return PolicyOverview(policy, appliedTo: summary, expectations: expectations)
  }
}
