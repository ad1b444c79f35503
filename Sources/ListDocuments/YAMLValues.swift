import Targets
import Yams

/// Reads YAML into values by Yams, within bounds: a policy, and whatever else people write by hand.
public struct YAMLValues: ValueReader {
  /// A reader.
  public init() {}

  /// Reads a text that holds one document; nil where it holds none.
  public func read(_ text: [UInt8]) throws(DocumentProblem) -> DocumentNode? {
    let string = try YAMLText.checked(text)
    let parser: Parser
    let root: Node?
    do {
      parser = try Parser(yaml: string, resolver: .basic, encoding: .utf8)
      root = try parser.singleRoot()
    } catch {
      throw Self.problem(error)
    }
    // Nodes refer to their anchors weakly, and the parser holds them.
    defer { withExtendedLifetime(parser) {} }
    guard let root else { return nil }
    var conversion = Conversion()
    return try conversion.node(root, depth: 0)
  }

  private static func problem(_ error: any Error) -> DocumentProblem {
    switch error {
    case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _):
      DocumentProblem(.notYAML(problem), at: DocumentPlace(mark))
    case YamlError.composer(let context, let problem, let mark, _):
      context == nil
        ? DocumentProblem(.notYAML(problem), at: DocumentPlace(mark))
        : DocumentProblem(.severalDocuments, at: DocumentPlace(mark))
    case YamlError.reader: DocumentProblem(.notText)
    case YamlError.duplicatedKeysInMapping(let keys, let context):
      DocumentProblem(.repeatedKey(keys.first ?? ""), at: DocumentPlace(context.mark))
    default: DocumentProblem(.notYAML("the library gives no reason"))
    }
  }

  /// Turns nodes into values, and counts them.
  private struct Conversion {
    private var count = 0

    mutating func node(_ node: Node, depth: Int) throws(DocumentProblem) -> DocumentNode {
      let place = node.mark.map { DocumentPlace($0) } ?? DocumentPlace(line: 1, column: 1)
      guard depth <= DocumentBounds.deepest else { throw DocumentProblem(.tooDeep, at: place) }
      count += 1
      guard count <= DocumentBounds.mostValues else { throw DocumentProblem(.tooManyValues, at: place) }
      switch node {
      case .scalar(let scalar):
        guard scalar.anchor == nil else { throw DocumentProblem(.references, at: place) }
        return DocumentNode(Self.value(scalar), at: place)
      case .sequence(let sequence):
        guard sequence.anchor == nil else { throw DocumentProblem(.references, at: place) }
        var list: [DocumentNode] = []
        for element in sequence { list.append(try self.node(element, depth: depth + 1)) }
        return DocumentNode(.list(list), at: place)
      case .mapping(let mapping):
        guard mapping.anchor == nil else { throw DocumentProblem(.references, at: place) }
        var members: [DocumentMember] = []
        for (key, value) in mapping {
          let keyPlace = key.mark.map { DocumentPlace($0) } ?? place
          guard let name = key.scalar?.string else { throw DocumentProblem(.otherKey, at: keyPlace) }
          members.append(DocumentMember(name, at: keyPlace, try self.node(value, depth: depth + 1)))
        }
        return DocumentNode(.mapping(members), at: place)
      case .alias: throw DocumentProblem(.references, at: place)
      }
    }

    private static func value(_ scalar: Node.Scalar) -> DocumentNode.Value {
      guard scalar.style == .plain, ["", "~", "null", "Null", "NULL"].contains(scalar.string) else {
        return .text(scalar.string)
      }
      return .nothing
    }
  }
}

extension DocumentPlace {
  fileprivate init(_ mark: Mark) {
    self.init(line: max(1, mark.line), column: max(1, mark.column))
  }
}
