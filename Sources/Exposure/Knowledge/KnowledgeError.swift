/// Why a file is no knowledge.
public enum KnowledgeError: Error, Sendable, Hashable {
  /// It is larger than anything that could be meant: so many bytes, or more.
  case tooLarge(bytes: Int)
  /// It is not JSON at all.
  case notJSON
  /// A member cannot be what it has to be. The place is written as `releases[3].endOfLife`.
  case member(place: String, problem: String)
}

extension KnowledgeError: CustomStringConvertible {
  /// What is wrong, as the end of a sentence that names the file.
  public var description: String {
    switch self {
    case .tooLarge: "it has more than \(Knowledge.largestFile) bytes"
    case .notJSON: "it is not JSON"
    case .member(let place, let problem): "\(place): \(problem)"
    }
  }
}

extension KnowledgeError {
  init(_ error: any Error) {
    guard let error = error as? DecodingError else {
      self = .notJSON
      return
    }
    switch error {
    case .keyNotFound(let key, let context):
      self = .member(place: Self.place(context.codingPath + [key]), problem: "it is missing")
    case .valueNotFound(_, let context):
      self = .member(place: Self.place(context.codingPath), problem: "it is null")
    case .typeMismatch(let type, let context):
      self = .member(place: Self.place(context.codingPath), problem: "it is not \(Self.kind(of: type))")
    case .dataCorrupted(let context) where context.codingPath.isEmpty:
      self = .notJSON
    case .dataCorrupted(let context):
      self = .member(place: Self.place(context.codingPath), problem: context.debugDescription)
    @unknown default:
      self = .notJSON
    }
  }

  private static func place(_ path: [any CodingKey]) -> String {
    let text = path.reduce(into: "") { text, key in
      if let index = key.intValue { text += "[\(index)]" } else { text += ".\(key.stringValue)" }
    }
    return text.isEmpty ? "the file" : String(text.drop { $0 == "." })
  }

  private static func kind(of type: any Any.Type) -> String {
    switch type {
    case is String.Type: "a text"
    case is Int.Type, is Double.Type: "a number"
    case is Bool.Type: "true or false"
    case is [Any].Type: "a list"
    default: "an object"
    }
  }
}
