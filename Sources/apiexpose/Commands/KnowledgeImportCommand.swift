import ArgumentParser
import CommandSupport
import Exposure
import KnowledgeImport
import PortableFoundation
import Reporting
import Sessions

/// `apiexpose knowledge import`: a knowledge file of what others publish.
struct KnowledgeImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Bring the knowledge up to date from files that you downloaded.",
    usage: "apiexpose knowledge import [<options>] <file> ... -o <file>",
    discussion: """
      Reads the official Kubernetes CVE feed, records in the OSV schema (one, an array, a zip archive of them, as Go's \
      vulndb.zip), calendars of endoflife.date and CISA's KEV catalogue, whatever they are called. docs/knowledge.md \
      says where to download them. The result goes to -o, for --knowledge or APIEXPOSE_KNOWLEDGE; what was taken, what \
      was not and what changed goes to standard error.

      EXAMPLES
        apiexpose knowledge import index.json vulndb.zip kubernetes.json -o newer.json
        apiexpose knowledge import amazon-eks.json kev.json --knowledge newer.json -o newer.json
        apiexpose knowledge import calendar.json --product azure-kubernetes-service -o newer.json
        apiexpose knowledge import index.json -o /dev/null
      """
  )

  @Argument(
    help: ArgumentHelp("The files, in any order.", valueName: "file"), completion: .file())
  var files: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The knowledge file to write; it may be the one of --knowledge.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var output: String

  @Option(
    help: ArgumentHelp(
      """
      The product of a calendar that does not tell it: kubernetes, amazon-eks, google-kubernetes-engine, \
      azure-kubernetes-service, red-hat-openshift.
      """, valueName: "product"))
  var product: String?

  @Option(
    help: ArgumentHelp(
      "The day on which calendars that carry no day were downloaded (2026-11-26).", valueName: "date"))
  var downloaded: String?

  @Option(help: "text, or json: what was taken and what changed as one JSON object on standard output.")
  var format = KnowledgeImportFormat.text

  @OptionGroup var knowledge: KnowledgeOptions

  @OptionGroup var quiet: QuietOption

  func validate() throws {
    guard !files.isEmpty else {
      throw ValidationError(
        "Name the files to import: apiexpose knowledge import index.json vulndb.zip -o newer.json.")
    }
    if let product, CalendarProduct(product) == nil {
      let names = CalendarProduct.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--product: \(printable(product)) is none of \(names).")
    }
    if let downloaded, CalendarDay(downloaded) == nil {
      throw ValidationError("--downloaded: `\(printable(downloaded))` is not a date; write it as 2026-11-26.")
    }
  }

  func run() async throws {
    try await CommandFailure.reported {
      try OverwriteGuard.check([output], against: ["an input file": files])
      let base = try knowledge.loadToUpdate()
      // Before the work, so that a place that cannot be written is known at once.
      let place = try created()
      do {
        let result = try imported(into: base)
        try show(result)
        try place.append(result.json)
        try place.commit()
      } catch {
        place.discard()
        throw CommandFailure(error, Self.task)
      }
      return .success
    }
  }

  private static let task = "the files cannot be imported"
}

extension KnowledgeImportCommand {
  private func created() throws(CommandFailure) -> OutputFile {
    do {
      return try OutputFile(creating: output, holdsRows: false)
    } catch {
      throw CommandFailure(error)
    }
  }

  private func imported(into base: Knowledge) throws -> KnowledgeImport {
    let read = try files.map { file in
      ImportFile(name: file, bytes: try FileText.read(file, atMost: ImportFile.largest))
    }
    let today = Date.now.formatted(Date.ISO8601FormatStyle().year().month().day())
    do throws(ImportFailure) {
      return try KnowledgeImport(
        read, into: base, today: CalendarDay(today) ?? base.asOf,
        product: product.flatMap { CalendarProduct($0) },
        downloaded: downloaded.flatMap(CalendarDay.init))
    } catch {
      var lines = error.problems.map { problem in
        let advice = problem.error == .knowledgeFile ? ": use \(OptionName.knowledge)" : ""
        return
          "\(printable(problem.file)) cannot be imported: \(printable(problem.error.description))\(advice)"
      }
      if let result = error.result {
        lines.append("what the files make is no knowledge file: \(printable(result.description))")
      }
      throw CommandFailure(.badData, lines.joined(separator: "\n"))
    }
  }

  private func show(_ imported: KnowledgeImport) throws {
    if format == .json { try StandardOutput.write(imported.reportJSON) }
    guard !quiet.isQuiet else { return }
    for line in imported.lines { StandardError.notice(printable(line)) }
    let knowledge = imported.knowledge
    StandardError.notice(
      "\(printable(output)): \(knowledge.vulnerabilities.count) vulnerabilities, "
        + "\(knowledge.releases.count) releases of Kubernetes, as of \(knowledge.asOf)")
  }
}

/// How it is told what an import did.
enum KnowledgeImportFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
}
