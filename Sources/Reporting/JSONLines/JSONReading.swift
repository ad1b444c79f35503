import Exposure
import Targets

extension JSONReadError {
  /// The sentence, without what is around it.
  var description: String {
    let place = path.isEmpty ? "it" : path
    switch problem {
    case .notJSON: return "it cannot be read as JSON"
    case .missing: return "\(place) is missing"
    case .otherKind: return "\(place) is of another kind than expected"
    case .impossible(let text): return JSONFault(field: place, text: text).description
    }
  }
}

/// A simple value that is read from JSON.
protocol JSONScalar {
  /// Reads the value at this place of the document. Throws a `JSONReadError`.
  init(_ json: JSONDocument, at index: Int) throws
}

extension String: JSONScalar {
  init(_ json: JSONDocument, at index: Int) throws { self = try json.text(index) }
}

extension Bool: JSONScalar {
  init(_ json: JSONDocument, at index: Int) throws {
    switch json.nodes[index].kind {
    case .yes: self = true
    case .no: self = false
    case .object, .array, .text, .number, .null: throw JSONReadError.otherKind
    }
  }
}

extension Int64: JSONScalar {
  init(_ json: JSONDocument, at index: Int) throws { self = try json.number(index) }
}

extension Int: JSONScalar {
  init(_ json: JSONDocument, at index: Int) throws {
    let number = try json.number(index)
    guard let number = Int(exactly: number) else { throw JSONReadError.impossible("\(number)") }
    self = number
  }
}

extension Array: JSONScalar where Element: JSONScalar {
  init(_ json: JSONDocument, at index: Int) throws {
    self = try json.elements(index).enumerated().map { place, index in
      do { return try Element(json, at: index) } catch let error as JSONReadError {
        throw error.within(place)
      }
    }
  }
}

extension JSONScalar where Self: RawRepresentable<String> {
  init(_ json: JSONDocument, at index: Int) throws {
    let text = try json.text(index)
    guard let value = Self(rawValue: text) else { throw JSONReadError.impossible(text) }
    self = value
  }
}

extension Transport: JSONScalar {}
extension TLSVersion: JSONScalar {}
extension MissingAnswer: JSONScalar {}
extension AnswerContent: JSONScalar {}

extension JSONReadable {
  /// Reads the object at this place of the document by the table of its members. Throws a `JSONReadError`, or a
  /// `JSONFault` that says where it stands itself.
  static func read(_ json: JSONDocument, at index: Int = 0) throws -> Self {
    var members = try JSONMembers(json, at: index)
    var record = blank
    for field in fields { try field.read(&record, json, &members) }
    return record
  }
}
