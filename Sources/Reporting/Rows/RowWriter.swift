import Exposure

/// Turns endpoints into the rows of one format. A row ends in a line feed and holds no other, so that a file
/// cut at a line feed is a usable file.
public protocol RowWriter: Sendable {
  /// What stands before the first row; empty in a format without a header.
  var header: [UInt8] { get }
  /// Appends the row of one endpoint. Bytes are appended, never removed, so that a caller can reuse its buffer.
  func append(_ observation: Observation, _ assessment: Assessment, to bytes: inout [UInt8])
  /// What stands behind the last row of a complete report; empty in most formats.
  /// - Parameter rows: How many rows the report has.
  func footer(rows: Int) -> [UInt8]
}

extension RowWriter {
  /// Nothing.
  public func footer(rows: Int) -> [UInt8] { [] }
}
