/// A format of a report.
public enum OutputFormat: String, Sendable, Codable, CaseIterable {
  /// For a person's terminal; standard output only.
  case table
  /// The table with every column, nothing cut; standard output only.
  case wide
  /// RFC 4180, for spreadsheets.
  case csv
  /// One JSON object a line, for programs and for judging again.
  case jsonl
  /// One page that needs nothing beside it, for people. A build may make none (`available(withPages:)`).
  case html
  /// For an issue or a wiki.
  case markdown
  /// SARIF 2.1.0, for a code-scanning board.
  case sarif
  /// The text format of Prometheus, for node_exporter's textfile collector.
  case prometheus
  /// JUnit's XML, for the test reports of a pipeline.
  case junit
  /// The CSV of Shadowserver's report `scan_kubernetes`, for the importers of CERTs.
  case shadowserver
  /// What the template makes that `--template` names. A build may fill none (`available(withPages:)`).
  case template

  /// The endings of file names that ask for a format, without the dot, the usual one first.
  public var endings: [String] {
    switch self {
    case .table, .wide, .template: []
    case .csv: ["csv"]
    case .jsonl: ["jsonl"]
    case .html: ["html", "htm"]
    case .markdown: ["md", "markdown"]
    case .sarif: ["sarif"]
    case .prometheus: ["prom"]
    case .junit: ["xml"]
    case .shadowserver: ["shadowserver.csv"]
    }
  }

  /// The format that a file's ending asks for, whatever its case; of two that fit the longer one's.
  public init?(ending path: String) {
    let name = (path.split(separator: "/", omittingEmptySubsequences: false).last ?? "").lowercased()
    let fitting = Self.allCases.flatMap { format in format.endings.map { (format: format, ending: $0) } }
      .filter { name.hasSuffix(".\($0.ending)") }
    guard let longest = fitting.max(by: { $0.ending.utf8.count < $1.ending.utf8.count }) else { return nil }
    self = longest.format
  }

  /// Whether it is drawn for a person's terminal, and for standard output only.
  public var isTable: Bool { self == .table || self == .wide }

  /// Whether it has a header, and quotes in which lines end as in any other text (RFC 4180).
  var isCSV: Bool { self == .csv || self == .shadowserver }

  /// Whether the report can be rendered only when the scan is over.
  var isDocument: Bool {
    switch self {
    case .table, .wide, .csv, .jsonl, .shadowserver: false
    case .html, .markdown, .sarif, .prometheus, .junit, .template: true
    }
  }
}

extension OutputFormat {
  /// The formats of a build.
  /// - Parameter withPages: Whether it makes pages, and fills templates.
  public static func available(withPages: Bool) -> [OutputFormat] {
    allCases.filter { withPages || !$0.needsPages }
  }

  /// Whether only a build with the package trait `Pages` writes it.
  var needsPages: Bool { self == .html || self == .template }
}

extension [OutputFormat] {
  /// The names of those that can be rendered only when the scan is over: `html, markdown, sarif and prometheus`.
  public var documentNames: String { Self.list(filter(\.isDocument).map(\.rawValue), "and") }

  /// The usual endings of their files: `.csv, .jsonl, .html, .md, .sarif, .prom, .xml or .shadowserver.csv`.
  public var usualEndings: String { Self.list(compactMap(\.endings.first).map { ".\($0)" }, "or") }

  /// The endings of the files that people ask for most: `.csv, .jsonl, .html, .md or .sarif`.
  public var briefEndings: String {
    let usual: [OutputFormat] = [.csv, .jsonl, .html, .markdown, .sarif]
    return Self.list(filter(usual.contains).compactMap(\.endings.first).map { ".\($0)" }, "or")
  }

  /// The ending of the report that a person is handed: a page, if it is among them.
  public var endingForPeople: String { contains(.html) ? "html" : "md" }

  private static func list(_ words: [String], _ joint: String) -> String {
    words.dropLast().joined(separator: ", ") + " \(joint) " + (words.last ?? "")
  }
}

/// A file to write and its format, as `-o` gives it.
public struct OutputDestination: Sendable, Hashable {
  /// The format, never a table.
  public let format: OutputFormat
  /// The path as it was given.
  public let path: String

  /// Reads `FILE`, whose ending tells the format, or `csv:PATH`.
  /// - Parameter formats: Those of this build.
  public init(
    _ text: String, among formats: [OutputFormat] = OutputFormat.allCases
  ) throws(OutputDestinationError) {
    if let colon = text.firstIndex(of: ":"), let format = OutputFormat(rawValue: String(text[..<colon])) {
      path = String(text[text.index(after: colon)...])
      self.format = format
    } else {
      path = text
      guard let format = OutputFormat(ending: text) else {
        throw text == "-" ? .standardOutput : text.isEmpty ? .noPath(text) : .unknownEnding(text, formats)
      }
      self.format = format
    }
    guard path != "-" else { throw .standardOutput }
    guard !path.isEmpty else { throw .noPath(text) }
    guard !format.isTable else { throw .tableInFile(path) }
    guard formats.contains(format) else { throw format == .template ? .noTemplates : .noPages }
  }
}

/// Why `-o` cannot be understood.
public enum OutputDestinationError: Error, Equatable, CustomStringConvertible {
  /// The ending tells none of these formats.
  case unknownEnding(String, [OutputFormat])
  /// This build makes no pages.
  case noPages
  /// This build fills no templates.
  case noTemplates
  /// `template:PATH` without a template.
  case noTemplate
  /// There is no path in it.
  case noPath(String)
  /// It names standard output.
  case standardOutput
  /// A table is for standard output only.
  case tableInFile(String)

  /// What is wrong and what was expected.
  public var description: String {
    switch self {
    case .unknownEnding(let text, let formats):
      "-o \(printable(text)): \(Self.near(text, formats))use FILE with \(formats.usualEndings), or a format in front: csv:PATH"
    case .noPages:
      "this build makes no HTML pages, because it lacks the package trait Pages; markdown tells people the same"
    case .noTemplates: "this build fills no templates, because it lacks the package trait Pages"
    case .noTemplate: "the format template needs \(OptionName.template) FILE, which says what to write"
    case .noPath(let text): "-o \"\(printable(text))\": the name of a file is missing"
    case .standardOutput:
      "-o is for files; \(OptionName.format), as in \(OptionName.format) jsonl, chooses what standard output gets"
    case .tableInFile(let path):
      "-o table:\(printable(path)): the table is for standard output; use \(OptionName.format) table and redirect it"
    }
  }

  /// The format that was probably meant, as the beginning of a sentence.
  private static func near(_ text: String, _ formats: [OutputFormat]) -> String {
    if let colon = text.firstIndex(of: ":"), !text[..<colon].contains("/"),
      let format = nearestName(to: String(text[..<colon]), among: formats.map(\.rawValue))
    {
      return "did you mean \(format):\(printable(String(text[text.index(after: colon)...])))? Or "
    }
    guard let dot = text.lastIndex(of: "."), !text[dot...].contains("/") else {
      let format = nearestName(to: text, among: formats.map(\.rawValue))
      if let format {
        return "did you mean \(OptionName.format) \(format), for standard output? For a file, "
      }
      return "its ending tells no format; "
    }
    let ending = String(text[text.index(after: dot)...])
    if ["xlsx", "xls", "ods"].contains(ending.lowercased()) { return "spreadsheets open .csv; " }
    let near = nearestName(to: ending, among: formats.flatMap(\.endings))
    return near.map { "did you mean \(printable(String(text[...dot])))\($0)? Or " }
      ?? "its ending tells no format; "
  }
}
