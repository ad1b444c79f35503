import Exposure

/// Rows of JSON Lines: one object of `JSONLinesRecord` for each endpoint, in valid UTF-8.
public struct JSONLinesWriter: RowWriter {
  /// Makes a writer.
  public init() {}

  /// JSON Lines has no header.
  public var header: [UInt8] { [] }

  /// Appends the line of one endpoint.
  public func append(_ observation: Observation, _ assessment: Assessment, to bytes: inout [UInt8]) {
    var json = JSONText()
    swap(&json.bytes, &bytes)
    JSONLinesRecord(observation).write(
      with: JudgementRecord(observation: observation, assessment: assessment), to: &json)
    swap(&json.bytes, &bytes)
    bytes.append(0x0A)
  }
}
