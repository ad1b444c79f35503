import ArgumentParser
import CommandSupport
import Exposure
import Reporting
import Sessions
import Targets
import PortableFoundation

/// `apiexpose policy add`: an exception for a row of a report.
struct PolicyAddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add an exception to a policy; without a file, print it.",
    usage: "apiexpose policy add [<options>] [<file>]",
    discussion: """
      The exception goes behind the last one. Comments and everything else in the file stay as they are. A file that is \
      not there or empty is made, in JSON where its name ends in .json; to other JSON nothing is added, and the \
      exception is printed. Where the file accepts the same already, for as long or longer, nothing is added.

      EXIT STATUS
        0    the exception is written      66   a file cannot be read
        64   wrong usage                   73   the policy cannot be created
        65   the policy is invalid, or     74   the policy cannot be written
             no row matches
      """
  )

  @Argument(help: ArgumentHelp("The policy, in YAML.", valueName: "file"), completion: .file())
  var file: String?

  @Option(
    name: .customLong("from"),
    help: ArgumentHelp(
      "JSON Lines in which the target has the finding or verdict: a misspelt ID is reported. Repeatable.",
      valueName: "file"),
    completion: .file(extensions: OutputFormat.jsonl.endings))
  var results: [String] = []

  @Option(
    help: ArgumentHelp(
      "The target as the list has it, or a pattern such as *.example.com.", valueName: "target"))
  var target: String

  @Option(help: ArgumentHelp("The finding that is accepted.", valueName: "id"))
  var finding: String?

  @Option(help: ArgumentHelp("The verdict that is accepted.", valueName: "id"))
  var verdict: String?

  @Option(help: ArgumentHelp("Why it is accepted.", valueName: "text"))
  var reason: String

  @Option(help: ArgumentHelp("Who answers for it.", valueName: "name"))
  var owner: String?

  @Option(help: ArgumentHelp("Where it was decided.", valueName: "text"))
  var ticket: String?

  @Option(help: ArgumentHelp("The last day on which it is accepted (2027-03-31, UTC).", valueName: "date"))
  var expires: String

  @OptionGroup var knowledge: KnowledgeOptions

  func validate() throws {
    _ = try stanza()
    try StandardInput.checkNamedOnce(in: results)
  }

  func run() async throws {
    try await CommandFailure.reported {
      let stanza = try stanza()
      if !results.isEmpty { try check(stanza) }
      guard let file else {
        try StandardOutput.write(stanza.lines(indentedBy: 2).map { $0 + "\n" }.joined())
        return .success
      }
      if let text = try text(stanza, in: file) { try write(text, to: file) }
      return .success
    }
  }

  private func stanza() throws -> PolicyStanza {
    guard let day = CalendarDay(expires) else {
      throw ValidationError("--expires: `\(printable(expires))` is not a date; write it as 2027-03-31.")
    }
    guard Date.now < day.end else {
      throw ValidationError("--expires: \(day) is over (UTC): the exception would accept nothing.")
    }
    for (option, text) in [("--target", target), ("--reason", reason)] where text.allSatisfy(\.isWhitespace) {
      throw ValidationError("\(option) is empty.")
    }
    return PolicyStanza(
      try subject(), target: target, reason: reason, owner: owner, ticket: ticket, expires: day)
  }

  private func subject() throws -> PolicySubject {
    switch (finding, verdict) {
    case (let name?, nil):
      guard let finding = FindingID(rawValue: name) else {
        throw ValidationError(Self.unknown(name, "finding", FindingID.allCases.map(\.rawValue)))
      }
      return .finding(finding)
    case (nil, let name?):
      guard let verdict = Verdict(rawValue: name) else {
        throw ValidationError(Self.unknown(name, "verdict", Verdict.allCases.map(\.rawValue)))
      }
      return .verdict(verdict)
    case (nil, nil), (_?, _?): throw ValidationError("Name what is accepted: --finding or --verdict.")
    }
  }

  private static func unknown(_ name: String, _ what: String, _ known: [String]) -> String {
    let near = nearestName(to: name, among: known).map { "; did you mean \($0)?" } ?? "."
    return "--\(what): \(printable(name)) is no \(what)\(near)"
  }

  /// Throws a `CommandFailure` where no row of the results is accepted by it.
  private func check(_ stanza: PolicyStanza) throws {
    let policy = PolicyInForce(Policy(exceptions: [stanza.exception]), at: .distantPast)
    var count = 0
    let files = try ObservationFiles(results)
    let knowledge = try knowledge.load(StandardError.notice)
    var judge = ObservationJudge(knowing: knowledge) { observation, assessment in
      if policy.applied(to: assessment, of: observation).policy?.exceptions.isEmpty == false { count += 1 }
    }
    try files.each { try judge.take($0) }
    try judge.finish()
    guard count > 0 else {
      throw CommandFailure(
        .badData,
        "no row of \(results.map(printable).joined(separator: ", ")) has \(stanza.subject.name) on \(printable(target))"
      )
    }
  }

  /// The text of the policy with the stanza in it; nil where it says the same already. Says so then, and where it accepts
  /// the same for a shorter time.
  private func text(_ stanza: PolicyStanza, in file: String) throws -> String? {
    if let new = try PolicyFile.beginning(stanza, in: file) { return new }
    let (policy, text) = try PolicyFile.read(file)
    if let same = policy.exception(coveredBy: stanza.exception) {
      let isEnough = same.expires >= stanza.expires
      StandardError.notice(
        "\(printable(file)):\(same.line): \(stanza.subject.name) is accepted there on the same target until "
          + "\(same.expires); " + (isEnough ? "nothing is added" : "that exception is of no more use"))
      if isEnough { return nil }
    }
    if let added = stanza.added(to: policy, written: text, yaml: ChosenDocuments.values) { return added }
    throw CommandFailure(
      .badData,
      "\(printable(file)) is written in a way in which nothing can be added to it; write this by hand:\n"
        + stanza.byHand(in: text))
  }

  private func write(_ text: String, to path: String) throws(CommandFailure) {
    do {
      let file = try OutputFile(creating: path, holdsRows: false)
      try file.append(Array(text.utf8))
      try file.flush()
      try file.commit()
    } catch {
      throw CommandFailure(error)
    }
  }
}
