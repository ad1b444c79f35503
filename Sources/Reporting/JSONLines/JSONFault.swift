/// A value in a line that cannot be a fact: `port cannot be "0"`.
struct JSONFault: Error, CustomStringConvertible {
  /// Where it stands in the line, e.g. `tls.certificate.not_after`.
  let field: String
  /// The value as it stands there.
  let text: String

  var description: String { "\(field) cannot be \"\(TextSanitiser.terminal(text, limit: 60))\"" }
}

/// The same as its reader notices it, who does not know where the value stands.
struct ImpossibleValue: Error {
  /// The value as it stands in the file.
  let text: String
  /// The member of the value that is impossible; nil where it is the value itself.
  var member: String?
}

extension KeyedDecodingContainer<JSONKey> {
  /// Runs what takes in the value of a key, and names its place where the value is impossible.
  func naming(_ key: JSONKey, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let impossible as ImpossibleValue {
      let path = codingPath + [key] + [impossible.member].compactMap { $0.map(JSONKey.init(_:)) }
      throw JSONFault(field: path.dotted, text: impossible.text)
    }
  }
}

extension [any CodingKey] {
  /// The path as a person reads it, `responses[0].status`; the whole line is `it`.
  var dotted: String {
    let path = reduce(into: "") { path, key in
      path += key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)"
    }
    return path.isEmpty ? "it" : String(path.trimmingPrefix("."))
  }
}
