extension OutputFormat {
  /// The writer of a format that streams; nil for what is made at the end.
  /// - Parameter part: The part of a list that is scanned; nil where it is the whole.
  func rowWriter(of part: ScannedPart?) -> (any RowWriter)? {
    switch self {
    case .csv: CSVWriter()
    case .jsonl: JSONLinesWriter(part: part)
    default: nil
    }
  }

  /// Makes the writer of a format that needs the whole scan; nil for rows, and for the table, which a terminal shapes.
  var documentWriter: ((DocumentSettings) -> any DocumentWriter)? {
    switch self {
    case .table, .wide, .csv, .jsonl: nil
    #if Pages
      case .html: { PageWriter($0) }
    #endif
    case .markdown: { MarkdownWriter($0) }
    case .sarif: { SARIFWriter($0) }
    case .prometheus: { MetricsWriter($0) }
    }
  }
}
