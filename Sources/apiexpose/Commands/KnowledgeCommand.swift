import ArgumentParser
import CommandSupport
import Exposure
import Reporting
import PortableFoundation

/// `apiexpose knowledge`: what verdicts are judged by, and how old it is.
struct KnowledgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "knowledge",
    abstract: "Show the known releases, vulnerabilities and distributions.",
    usage: "apiexpose knowledge [<options>] [<subject>]",
    discussion: """
      EXAMPLES
        apiexpose knowledge
        apiexpose knowledge CVE-2018-1002105
        apiexpose knowledge 1.31
        apiexpose knowledge eks
        apiexpose knowledge --knowledge newer.json
      """
  )

  @Argument(help: "A vulnerability, a minor release or a distribution to show in full.")
  var subject: String?

  @OptionGroup var knowledge: KnowledgeOptions

  func run() async throws {
    try await CommandFailure.reported {
      let known = try knowledge.load { StandardError.line("apiexpose: \($0)") }
      let text = KnowledgeText(
        known,
        origin: knowledge.file == nil ? "built into apiexpose \(ToolRelease.version)" : "from the file",
        now: .now,
        layout: StandardOutput.paragraphs)
      guard let subject else {
        try StandardOutput.write(text.overview)
        return .success
      }
      guard let about = text.about(subject) else {
        throw CommandFailure(.wrongUsage, Self.advice(subject, text, known))
      }
      try StandardOutput.write(about)
      return .success
    }
  }

  /// What to type in place of a name of which nothing is known.
  private static func advice(_ subject: String, _ text: KnowledgeText, _ known: Knowledge) -> String {
    if let explanation = ExplainSubject.explanation(named: subject) {
      return
        "nothing is known of \(printable(subject)) here: `apiexpose explain \(explanation.id)` explains it"
    }
    let beginning = "nothing is known of \(printable(subject))"
    if let near = text.nearestSubject(to: subject) { return "\(beginning); did you mean \(near)?" }
    if subject.lowercased().hasPrefix("cve-") {
      return
        "\(beginning): it is no flaw of a Kubernetes control plane, or published later than \(known.asOf)"
    }
    return
      "\(beginning): name a vulnerability (CVE-2018-1002105), a minor release (1.31) or a distribution (eks)"
  }
}
