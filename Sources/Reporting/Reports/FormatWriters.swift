extension OutputFormat {
  /// The writer of a format that streams; nil for what is made at the end.
  func rowWriter(_ plan: ReportPlan) -> (any RowWriter)? {
    switch self {
    case .csv: CSVWriter(plan.csv)
    case .jsonl: JSONLinesWriter(part: plan.part)
    case .shadowserver: ShadowserverWriter()
    default: nil
    }
  }

  /// The writer of a format that needs the whole scan; nil for rows, and for the table, which a terminal shapes. Throws
  /// `OutputDestinationError.noPages` where a page is wanted of a build that makes none, and `noTemplate` where none is
  /// given.
  func documentWriter(_ settings: DocumentSettings) throws -> (any DocumentWriter)? {
    switch self {
    case .table, .wide, .csv, .jsonl, .shadowserver: return nil
    case .html:
      guard let renderer = settings.context.pages else { throw OutputDestinationError.noPages }
      return PageWriter(settings, by: renderer)
    case .markdown: return MarkdownWriter(settings)
    case .sarif: return SARIFWriter(settings)
    case .prometheus: return MetricsWriter(settings)
    case .junit: return JUnitWriter(settings)
    case .template:
      guard let template = settings.context.template else { throw OutputDestinationError.noTemplate }
      return TemplateWriter(settings, filling: template)
    }
  }
}
