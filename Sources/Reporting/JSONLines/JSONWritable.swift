import Exposure
import Targets

/// A value that can write itself as JSON.
protocol JSONWritable {
  func write(to json: inout JSONText)
}

extension String: JSONWritable {
  func write(to json: inout JSONText) { json.string(self) }
}

extension Bool: JSONWritable {
  func write(to json: inout JSONText) { json.boolean(self) }
}

extension JSONWritable where Self: BinaryInteger {
  func write(to json: inout JSONText) { json.number(Int64(clamping: self)) }
}

extension Int: JSONWritable {}
extension Int64: JSONWritable {}

extension Array: JSONWritable where Element: JSONWritable {
  func write(to json: inout JSONText) { json.array(self) }
}

extension JSONWritable where Self: RawRepresentable<String> {
  func write(to json: inout JSONText) { json.string(rawValue) }
}

extension Verdict: JSONWritable {}
extension Posture: JSONWritable {}
extension Severity: JSONWritable {}
extension FindingID: JSONWritable {}
extension APIServerSign: JSONWritable {}
extension Transport: JSONWritable {}
extension Confidence: JSONWritable {}
extension TLSVersion: JSONWritable {}
extension MissingAnswer: JSONWritable {}
extension Component: JSONWritable {}
extension AnswerContent: JSONWritable {}
extension VersionConfidence: JSONWritable {}
