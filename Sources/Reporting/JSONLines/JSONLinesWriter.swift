import Exposure

/// Rows of JSON Lines: one object (`ObservationLine`) for each endpoint, in valid UTF-8; at the end of a shard's file
/// its end record (`ScannedPart`).
public struct JSONLinesWriter: RowWriter {
  private let part: ScannedPart?

  /// Makes a writer.
  /// - Parameter part: The part of a list that is scanned; nil where it is the whole, and where results are read back.
  public init(part: ScannedPart? = nil) {
    self.part = part
  }

  /// JSON Lines has no header.
  public var header: [UInt8] { [] }

  /// Appends the line of one endpoint.
  public func append(_ observation: Observation, _ assessment: Assessment, to bytes: inout [UInt8]) {
    var json = JSONText()
    swap(&json.bytes, &bytes)
    ObservationLine(observation, assessment, of: part).write(to: &json)
    swap(&json.bytes, &bytes)
    bytes.append(0x0A)
  }

  /// The end record of a shard; nothing for other files.
  public func footer(rows: Int) -> [UInt8] {
    guard let part else { return [] }
    var json = JSONText()
    EndRecord(end: EndMark(part.part, rows: rows)).write(to: &json)
    return json.bytes + [0x0A]
  }
}
