import Exposure

/// The CSV of Shadowserver's report `scan_kubernetes`, so that what imports that report takes the file: a row for each
/// exposed API server, and none for anything else.
struct ShadowserverWriter: RowWriter {
  private static let fields = ShadowserverField.allCases
  private static let dialect = CSVDialect.standard

  /// The names of all columns, in quotes as Shadowserver writes them.
  var header: [UInt8] {
    Array(Self.fields.map { "\"\($0.name)\"" }.joined(separator: ",").utf8) + Self.lineEnd
  }

  /// Appends the row of one endpoint; nothing where the report would not hold it.
  func append(_ observation: Observation, _ assessment: Assessment, to bytes: inout [UInt8]) {
    guard let entry = ShadowserverEntry(observation, assessment) else { return }
    for (index, field) in Self.fields.enumerated() {
      if index > 0 { bytes.append(Self.dialect.separator) }
      Self.dialect.append(entry.value(field), to: &bytes)
    }
    bytes += Self.lineEnd
  }

  private static let lineEnd: [UInt8] = [0x0D, 0x0A]
}
