/// Why a value in JSON cannot be read. Whoever reads what is around it adds where it stands.
package struct JSONReadError: Error {
  /// What is wrong.
  package enum Problem: Equatable, Sendable {
    /// The text is no JSON.
    case notJSON
    /// A member that every object has is not there.
    case missing
    /// It is no text, or no number, and so on.
    case otherKind
    /// It cannot be a fact: what stands there.
    case impossible(String)
  }

  package let problem: Problem
  /// Where it stands, as in `responses[0].status`; empty for the whole line.
  package private(set) var path = ""

  package static let notJSON = JSONReadError(problem: .notJSON)
  package static let missing = JSONReadError(problem: .missing)
  package static let otherKind = JSONReadError(problem: .otherKind)
  package static func impossible(_ text: String) -> JSONReadError {
    JSONReadError(problem: .impossible(text))
  }

  /// The same, seen from the object in which it stands under this name.
  package func within(_ name: String) -> JSONReadError {
    var error = self
    error.path = path.isEmpty || path.hasPrefix("[") ? name + path : "\(name).\(path)"
    return error
  }

  /// The same, seen from the array in which it is this element.
  package func within(_ index: Int) -> JSONReadError { within("[\(index)]") }
}
