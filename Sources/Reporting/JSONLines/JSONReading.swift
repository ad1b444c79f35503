import Exposure
import Targets

/// Why a value in a line cannot be read. Whoever reads what is around it adds where it stands.
struct JSONReadError: Error {
  /// What is wrong.
  enum Problem: Equatable {
    /// The text is no JSON.
    case notJSON
    /// A member that every object has is not there.
    case missing
    /// It is no text, or no number, and so on.
    case otherKind
    /// It cannot be a fact: what stands there.
    case impossible(String)
  }

  let problem: Problem
  /// Where it stands, as in `responses[0].status`; empty for the whole line.
  private(set) var path = ""

  static let notJSON = JSONReadError(problem: .notJSON)
  static let missing = JSONReadError(problem: .missing)
  static let otherKind = JSONReadError(problem: .otherKind)
  static func impossible(_ text: String) -> JSONReadError { JSONReadError(problem: .impossible(text)) }

  /// The same, seen from the object in which it stands under this name.
  func within(_ name: String) -> JSONReadError {
    var error = self
    error.path = path.isEmpty || path.hasPrefix("[") ? name + path : "\(name).\(path)"
    return error
  }

  /// The same, seen from the array in which it is this element.
  func within(_ index: Int) -> JSONReadError { within("[\(index)]") }

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

/// The members of an object, found by their names. They are asked for in about the order in which they stand.
struct JSONMembers {
  private let json: JSONDocument
  private let first: Int
  private let end: Int
  private var next: Int

  /// The members of the object at this place of the document.
  init(_ json: JSONDocument, at index: Int) throws(JSONReadError) {
    guard json.nodes[index].kind == .object else { throw .otherKind }
    self.json = json
    first = index + 1
    end = Int(json.nodes[index].next)
    next = first
  }

  /// Where the value of a member stands; nil where there is none, or null.
  mutating func place(of name: [UInt8]) -> Int? {
    guard let place = find(name, from: next, to: end) ?? find(name, from: first, to: next) else { return nil }
    next = Int(json.nodes[place].next)
    return json.nodes[place].kind == .null ? nil : place
  }

  /// Whether there is a member, null or not.
  func has(_ name: [UInt8]) -> Bool { find(name, from: first, to: end) != nil }

  private func find(_ name: [UInt8], from start: Int, to end: Int) -> Int? {
    var key = start
    while key < end {
      let node = json.nodes[key]
      if Int(node.end - node.start) == name.count, json.raw(key).elementsEqual(name) { return key + 1 }
      key = Int(json.nodes[key + 1].next)
    }
    return nil
  }
}

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
