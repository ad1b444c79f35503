import Exposure

@testable import Reporting

extension RowWriter where Self == CSVWriter {
  /// A whole file with these endpoints.
  static func rows(_ observations: [Observation]) -> [UInt8] { CSVWriter().file(observations) }
}

extension RowWriter {
  /// A whole file with these endpoints.
  func file(_ observations: [Observation]) -> [UInt8] {
    observations.reduce(into: header) { append($1, assess($1), to: &$0) }
  }

  /// The row of one endpoint as text.
  func row(_ observation: Observation, _ assessment: Assessment? = nil) -> String {
    var bytes: [UInt8] = []
    append(observation, assessment ?? assess(observation), to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
