/// Why a document cannot be read into values.
public struct DocumentProblem: Error, Sendable, Hashable {
  /// What is wrong.
  public enum Reason: Sendable, Hashable {
    /// It is larger than `DocumentBounds.largest`.
    case tooLarge
    /// Lists and mappings are nested deeper than `DocumentBounds.deepest`.
    case tooDeep
    /// It has more values than `DocumentBounds.mostValues`.
    case tooManyValues
    /// It refers to parts of itself, which can make a small file endless.
    case references
    /// A key stands twice in one mapping.
    case repeatedKey(String)
    /// A key is no text.
    case otherKey
    /// A tab indents a line, which YAML does not allow.
    case tab
    /// It has a NUL byte, or is not in UTF-8.
    case notText
    /// It holds several documents.
    case severalDocuments
    /// It is not written as YAML demands: the words of the library.
    case notYAML(String)
    /// It is not written as JSON demands.
    case notJSON
    /// It is written in YAML, which this build cannot read.
    case unsupportedYAML
  }

  /// What is wrong.
  public var reason: Reason
  /// Where; nil where it concerns the whole.
  public var place: DocumentPlace?

  /// Makes a problem.
  public init(_ reason: Reason, at place: DocumentPlace? = nil) {
    self.reason = reason
    self.place = place
  }
}

extension DocumentProblem.Reason: CustomStringConvertible {
  /// What is wrong and what to do. It may quote the document, and is to be sanitised where it is shown.
  public var description: String {
    switch self {
    case .tooLarge: "it is larger than \(grouped(DocumentBounds.largest)) bytes"
    case .tooDeep: "it is nested more than \(DocumentBounds.deepest) deep"
    case .tooManyValues: "it has more than \(grouped(DocumentBounds.mostValues)) values"
    case .references:
      "anchors (&) and aliases (*) are not read; put a text that begins with one of them in quotes"
    case .repeatedKey(let key): "the key \(key) appears twice"
    case .otherKey: "a key has to be a text"
    case .tab: "a tab indents this line; YAML takes spaces only"
    case .notText: "it is not UTF-8 text"
    case .severalDocuments: "it holds several documents; one is read"
    case .notYAML(let problem): "this is not YAML: \(problem)"
    case .notJSON: "this is no JSON"
    case .unsupportedYAML: "this build reads JSON only, and this is not JSON"
    }
  }
}
