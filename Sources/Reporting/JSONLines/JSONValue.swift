/// A JSON value built piece by piece, for documents whose shape another standard gives.
indirect enum JSONValue: JSONWritable, Sendable {
  case string(String)
  case number(Int64)
  /// A score, with one digit behind the point.
  case score(Double)
  case boolean(Bool)
  case array([JSONValue])
  /// Members in their order; names are ours and need no escape.
  case object([(name: String, value: JSONValue)])

  func write(to json: inout JSONText) {
    switch self {
    case .string(let text): json.string(text)
    case .number(let number): json.number(number)
    case .score(let score): json.score(score)
    case .boolean(let value): json.boolean(value)
    case .array(let elements): json.array(elements)
    case .object(let members):
      json.object { json in
        for (name, value) in members { json.member(name, value) }
      }
    }
  }

  /// The value as text in one line.
  var bytes: [UInt8] {
    var json = JSONText()
    write(to: &json)
    return json.bytes
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral
{
  init(stringLiteral text: String) { self = .string(text) }
  init(booleanLiteral value: Bool) { self = .boolean(value) }
  init(integerLiteral number: Int64) { self = .number(number) }
  init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(members.map { (name: $0.0, value: $0.1) })
  }
}
