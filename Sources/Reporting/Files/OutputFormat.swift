/// A format of a report.
public enum OutputFormat: String, Sendable, Codable, CaseIterable {
  /// For a person's terminal; standard output only.
  case table
  /// RFC 4180, for spreadsheets.
  case csv
  /// One JSON object a line, for programs and for judging again.
  case jsonl

  /// The format that a file's ending asks for, whatever its case: `.csv` or `.jsonl`.
  public init?(ending path: String) {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    guard let dot = name.lastIndex(of: "."),
      let format = OutputFormat(rawValue: name[name.index(after: dot)...].lowercased()),
      format != .table
    else { return nil }
    self = format
  }

  /// The writer of a format that has rows; nil for the table, which is made at the end.
  var rowWriter: (any RowWriter)? {
    switch self {
    case .table: nil
    case .csv: CSVWriter()
    case .jsonl: JSONLinesWriter()
    }
  }
}

/// A file to write and its format, as `-o` gives it.
public struct OutputDestination: Sendable, Hashable {
  /// The format, never `.table`.
  public let format: OutputFormat
  /// The path as it was given.
  public let path: String

  /// Reads `FILE`, whose ending tells the format, or `csv:PATH`.
  public init(_ text: String) throws(OutputDestinationError) {
    if let colon = text.firstIndex(of: ":"), let format = OutputFormat(rawValue: String(text[..<colon])) {
      path = String(text[text.index(after: colon)...])
      self.format = format
    } else {
      path = text
      guard let format = OutputFormat(ending: text) else {
        throw text == "-" ? .standardOutput : text.isEmpty ? .noPath(text) : .unknownEnding(text)
      }
      self.format = format
    }
    guard path != "-" else { throw .standardOutput }
    guard !path.isEmpty else { throw .noPath(text) }
    guard format != .table else { throw .tableInFile(path) }
  }
}

/// Why `-o` cannot be understood.
public enum OutputDestinationError: Error, Equatable, CustomStringConvertible {
  /// The ending tells no format.
  case unknownEnding(String)
  /// There is no path in it.
  case noPath(String)
  /// It names standard output.
  case standardOutput
  /// A table is for standard output only.
  case tableInFile(String)

  /// What is wrong and what was expected.
  public var description: String {
    switch self {
    case .unknownEnding(let text):
      "-o \(shown(text)): its ending tells no format; use FILE.csv, FILE.jsonl, csv:PATH or jsonl:PATH"
    case .noPath(let text): "-o \"\(shown(text))\": the name of a file is missing"
    case .standardOutput: "-o is for files; --format csv or --format jsonl chooses what standard output gets"
    case .tableInFile(let path):
      "-o table:\(shown(path)): the table is for standard output; use --format table and redirect it"
    }
  }

  private func shown(_ text: String) -> String { TextSanitiser.terminal(text, limit: 1024) }
}
