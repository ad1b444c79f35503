import Exposure
import Targets

/// Rows of RFC 4180: UTF-8, CRLF, quotes where a cell needs them, and one physical line for each endpoint. In the dialect
/// for Excel the semicolon takes the comma's place.
public struct CSVWriter: RowWriter {
  private static let columns = Column.allCases

  private let labelColumns: [String]
  private let dialect: CSVDialect

  /// Makes a writer.
  public init(_ settings: CSVSettings = CSVSettings()) {
    labelColumns = settings.labelColumns
    dialect = settings.dialect
  }

  /// The names of all columns.
  public var header: [UInt8] {
    var bytes = dialect.byteOrderMark
    for (index, column) in Self.columns.enumerated() {
      if index > 0 { bytes.append(dialect.separator) }
      bytes.append(contentsOf: column.name.utf8)
    }
    for key in labelColumns {
      bytes.append(dialect.separator)
      append(.text("label_\(key)", limit: CellLimit.fact), to: &bytes)
    }
    return bytes + [carriageReturn, lineFeed]
  }

  /// Appends the row of one endpoint.
  public func append(_ observation: Observation, _ assessment: Assessment, to bytes: inout [UInt8]) {
    for (index, column) in Self.columns.enumerated() {
      if index > 0 { bytes.append(dialect.separator) }
      append(column.value(observation, assessment), to: &bytes)
    }
    for key in labelColumns {
      bytes.append(dialect.separator)
      append(observation.endpoint.target.labels.value(of: key), to: &bytes)
    }
    bytes.append(carriageReturn)
    bytes.append(lineFeed)
  }

  private func append(_ value: CellValue, to bytes: inout [UInt8]) { dialect.append(value, to: &bytes) }

  private var carriageReturn: UInt8 { 0x0D }
  private var lineFeed: UInt8 { 0x0A }
}

extension [Label] {
  /// What stands in the column of a key: its value, or its values where the key stands there more than once.
  fileprivate func value(of key: String) -> CellValue {
    let values = lazy.filter { $0.key == key }.map(\.value)
    let text = values.joined(separator: " ")
    return text.isEmpty ? .unknown : .text(text, limit: CellLimit.list)
  }
}
