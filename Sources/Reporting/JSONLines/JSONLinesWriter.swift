import Exposure

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Rows of JSON Lines: one object of `JSONLinesRecord` for each endpoint, keys sorted, valid UTF-8.
public struct JSONLinesWriter: RowWriter {
  /// Makes a writer.
  public init() {}

  /// JSON Lines has no header.
  public var header: [UInt8] { [] }

  /// Appends the line of one endpoint.
  public func append(_ observation: Observation, _ assessment: Assessment, to bytes: inout [UInt8]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    bytes.append(contentsOf: try encoder.encode(JSONLinesRecord(observation, assessment)))
    bytes.append(0x0A)
  }
}
