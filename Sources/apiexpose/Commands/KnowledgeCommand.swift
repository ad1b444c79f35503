import ArgumentParser
import CommandSupport
import Exposure
import Reporting
import PortableFoundation

/// `apiexpose knowledge`: what verdicts are judged by, and how old it is.
struct KnowledgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "knowledge",
    abstract: "Show what is known about releases, vulnerabilities and distributions, and how old it is.",
    discussion: """
      EXAMPLES
        apiexpose knowledge
        apiexpose knowledge CVE-2018-1002105
        apiexpose knowledge 1.31
        apiexpose knowledge eks
        apiexpose knowledge controls
        apiexpose knowledge STIG
        apiexpose knowledge --knowledge newer.json
      """
  )

  @Argument(
    help:
      "A vulnerability, a minor release, a distribution, a control or a framework of controls to show in full."
  )
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
        throw CommandFailure(
          .validationFailure,
          "nothing is known of \"\(printable(subject))\": name a vulnerability (CVE-2018-1002105), a minor release "
            + "(1.31), a distribution (eks) or a control (STIG; controls for all)")
      }
      try StandardOutput.write(about)
      return .success
    }
  }
}
