/// A value of a document that somebody wrote by hand, in YAML or JSON, with the place where it stands: a policy, say.
///
/// Scalars are texts as they are written; who reads them knows what they are to be.
public struct DocumentNode: Sendable, Hashable {
  /// What a value is.
  public indirect enum Value: Sendable, Hashable {
    /// `null`, `~`, or nothing at all.
    case nothing
    /// A scalar, quoted or not.
    case text(String)
    /// A list.
    case list([DocumentNode])
    /// Keys and their values in the order of the document; no key occurs twice.
    case mapping([DocumentMember])
  }

  /// The value.
  public var value: Value
  /// Where it begins.
  public var place: DocumentPlace

  /// Makes a value.
  public init(_ value: Value, at place: DocumentPlace) {
    self.value = value
    self.place = place
  }
}

/// A key of a mapping and its value.
public struct DocumentMember: Sendable, Hashable {
  /// The key.
  public var key: String
  /// Where the key begins.
  public var place: DocumentPlace
  /// The value.
  public var value: DocumentNode

  /// Makes a member.
  public init(_ key: String, at place: DocumentPlace, _ value: DocumentNode) {
    self.key = key
    self.place = place
    self.value = value
  }
}

/// A place in a document; both numbers are from 1.
public struct DocumentPlace: Sendable, Hashable, Comparable {
  /// The line.
  public var line: Int
  /// The column, in Unicode scalars.
  public var column: Int

  /// Makes a place.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Earlier is less.
  public static func < (left: DocumentPlace, right: DocumentPlace) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// The bounds of every document that is read into values.
public enum DocumentBounds {
  /// The largest document, in bytes: some ten thousand rules.
  public static let largest = 4 << 20
  /// How deep lists and mappings may stand in each other.
  public static let deepest = 32
  /// How many values there may be.
  public static let mostValues = 500_000
}

/// What reads YAML into values; a build may lack it.
public protocol ValueReader: Sendable {
  /// Reads a text that holds one document; nil where it holds none.
  func read(_ text: [UInt8]) throws(DocumentProblem) -> DocumentNode?
}
