import ArgumentParser
import CommandSupport
import Exposure
import Reporting
import PortableFoundation

/// `apiexpose knowledge`: what verdicts are judged by, how old it is, and a newer one.
struct KnowledgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "knowledge",
    abstract: "Show the known releases, vulnerabilities and distributions.",
    usage: """
      apiexpose knowledge [<options>] [<subject>]
      apiexpose knowledge import [<options>] <file> ... -o <file>
      """,
    discussion: """
      `apiexpose knowledge show --help` lists the options of the first form, `apiexpose knowledge import --help` those of \
      the second.

      EXAMPLES
        apiexpose knowledge
        apiexpose knowledge CVE-2018-1002105
        apiexpose knowledge v1.31.4-eks-adc7111
        apiexpose knowledge v1.31.4 --go-version go1.22.8
        apiexpose knowledge 1.31
        apiexpose knowledge eks
        apiexpose knowledge controls
        apiexpose knowledge STIG
        apiexpose knowledge --since 2026-06-01
        apiexpose knowledge CVE-2023-44487 --format jsonl
        apiexpose knowledge --knowledge newer.json
        apiexpose knowledge import index.json vulndb.zip kubernetes.json -o newer.json
      """,
    subcommands: [KnowledgeShowCommand.self, KnowledgeImportCommand.self],
    defaultSubcommand: KnowledgeShowCommand.self
  )
}

/// `apiexpose knowledge show`, which is `apiexpose knowledge` with anything else than a command behind it.
struct KnowledgeShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what is known, of one thing or in all.",
    usage: "apiexpose knowledge [<options>] [<subject>]",
    discussion: """
      EXAMPLES
        apiexpose knowledge v1.31.4 --go-version go1.22.8
        apiexpose knowledge --since 2026-06-01
        apiexpose knowledge CVE-2023-44487 --format jsonl
      """
  )

  @Argument(
    help: """
      A vulnerability, a version as a server tells it, a minor release, a release of Go, a distribution or \
      published controls (controls, STIG, CIS-1.2.1) to show in full.
      """)
  var subject: String?

  @Option(
    name: .customLong("go-version"),
    help: ArgumentHelp("The release of Go that built the version, as goVersion tells it.", valueName: "go"))
  var goVersion: String?

  @Option(
    help: ArgumentHelp(
      "List what was published, was released or ended from this day on (2026-06-01).", valueName: "date"))
  var since: String?

  @Option(help: "text, or jsonl: one JSON object a line.")
  var format = KnowledgeFormat.text

  @OptionGroup var knowledge: KnowledgeOptions

  func validate() throws {
    guard since == nil || subject == nil else {
      throw ValidationError("Name a subject or --since, not both.")
    }
    guard goVersion == nil || subject != nil else {
      throw ValidationError(
        "--go-version goes with a version: apiexpose knowledge v1.31.4 --go-version go1.22.8.")
    }
    if let goVersion, GoVersion(goVersion) == nil {
      throw ValidationError(
        "--go-version: \(printable(goVersion)) is not a release of Go such as go1.22.8.")
    }
    if let since, CalendarDay(since) == nil {
      throw ValidationError("--since: \(printable(since)) is not a day such as 2026-06-01.")
    }
  }

  func run() async throws {
    try await CommandFailure.reported {
      let known = try knowledge.load { StandardError.line("apiexpose: \($0)") }
      try StandardOutput.write(try answer(known, now: .now))
      return .success
    }
  }

  private func answer(_ known: Knowledge, now: Date) throws -> String {
    if let day = since.flatMap(CalendarDay.init) {
      let news = KnowledgeNews(known, since: day, now: now).listing
      guard !news.rows.isEmpty || format != .text else {
        return "Nothing became known from \(day) on; the knowledge is as of \(known.asOf).\n"
      }
      return String(
        decoding: news.bytes(
          format == .text ? .text : .jsonl, style: StandardOutput.style(refusesColour: true)), as: UTF8.self)
    }
    let text = KnowledgeText(
      known, origin: knowledge.path == nil ? "built into apiexpose \(ToolRelease.version)" : "from the file",
      now: now, layout: StandardOutput.paragraphs)
    guard let subject else { return format == .text ? text.overview : text.overviewJSON }
    guard
      let about = KnowledgeSubject(
        subject, builtBy: goVersion.flatMap(GoVersion.init), in: known, now: now)
    else {
      throw CommandFailure(.wrongUsage, Self.advice(subject, text, known))
    }
    return format == .text ? text.about(about) : text.json(about)
  }
}

extension KnowledgeShowCommand {
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
    return "\(beginning): name a vulnerability (CVE-2018-1002105), a version (v1.31.4-eks-adc7111), "
      + "a minor release (1.31), a release of Go (go1.22.8), a distribution (eks) or controls (STIG)"
  }
}

/// How the answer is written.
enum KnowledgeFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case jsonl
}
