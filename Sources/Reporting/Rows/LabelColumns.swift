import Targets

/// Which labels have columns of their own.
public enum LabelColumns: Sendable, Hashable {
  /// Those with these keys, in this order.
  case keys([String])
  /// Every key that there is, in the order in which they come first.
  case all

  /// No column.
  public static let none = LabelColumns.keys([])

  /// The most columns; a list that has more keys is asked for those that count.
  public static let most = 100

  /// Reads `all`, or keys with commas between.
  public init(_ text: String) throws(LabelColumnsError) {
    guard text != "all" else {
      self = .all
      return
    }
    let keys = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard !keys.contains("") else { throw .emptyKey }
    var seen: Set<String> = []
    for key in keys where !seen.insert(key).inserted { throw .repeated(key) }
    guard keys.count <= Self.most else { throw .tooMany }
    self = .keys(keys)
  }

  /// The keys, where they are known without a list.
  public var keys: [String]? {
    switch self {
    case .keys(let keys): keys
    case .all: nil
    }
  }
}

extension LabelColumns: CustomStringConvertible {
  /// The columns as they are asked for; the empty text where there are none.
  public var description: String {
    switch self {
    case .keys(let keys): keys.joined(separator: ",")
    case .all: "all"
    }
  }
}

/// The keys of the labels of a list, in the order in which they come first.
public struct LabelKeys: Sendable {
  /// The keys so far.
  public private(set) var keys: [String] = []
  private var seen: Set<String> = []

  /// No keys.
  public init() {}

  /// Takes the labels of one target. Throws where there are more keys than there may be columns.
  public mutating func add(_ labels: [Label]) throws(LabelColumnsError) {
    for label in labels where !seen.contains(label.key) {
      guard keys.count < LabelColumns.most else { throw .tooMany }
      seen.insert(label.key)
      keys.append(label.key)
    }
  }
}

/// Why labels cannot have columns of their own.
public enum LabelColumnsError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A key is the empty text.
  case emptyKey
  /// A key is named twice.
  case repeated(String)
  /// There are more keys than there may be columns.
  case tooMany
  /// All keys are asked for, of something that can be read only once.
  case unknownBeforeEnd(String)

  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .emptyKey: "a key of a label is missing: name keys with commas between, cluster,owner, or all"
    case .repeated(let key): "the label \(printable(key)) is named twice: a column holds one label"
    case .tooMany: "at most \(LabelColumns.most) labels can have columns: name those that count"
    case .unknownBeforeEnd(let source):
      "all labels are known only when \(source) has ended, and the header comes first: name the keys, or read files"
    }
  }
}
