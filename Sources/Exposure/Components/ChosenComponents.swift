import Targets

/// Some of the components of a cluster, as a person names them: `kubelet,etcd`.
public struct ChosenComponents: Sendable, Hashable {
  /// The components.
  public let set: Set<Component>

  /// Every component, the API server among them.
  public static let all = ChosenComponents(set: Set(Component.allCases))

  /// The words for single components, as they are told.
  public static let words = Component.allCases.map(word).joined(separator: ", ")

  /// The ports of targets that name none, where `ports` are those of API servers and were written by the user, or not.
  public func ports(beside ports: PortList, areWritten: Bool) -> PortList {
    let asksAPIServer = areWritten || set.contains(.kubeAPIServer)
    let own = Component.allCases.filter(set.contains).flatMap(\.ports)
    return PortList((asksAPIServer ? ports.ports : []) + own) ?? ports
  }

  private static func word(_ component: Component) -> String {
    let name = component.rawValue
    let short = name.hasPrefix("kube-") && component != .kubeProxy ? String(name.dropFirst(5)) : name
    return short.hasSuffix("-server") ? String(short.dropLast(7)) : short
  }
}

extension ChosenComponents: CustomStringConvertible {
  /// Reads words between commas, `kubelet,etcd`; the column's own names as well.
  public init?(_ text: String) {
    var set: Set<Component> = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let word = word.filter { $0 != " " }
      if word == "all" {
        set.formUnion(Component.allCases)
      } else {
        guard
          let component = Component.allCases.first(where: { $0.rawValue == word || Self.word($0) == word })
        else { return nil }
        set.insert(component)
      }
    }
    self.init(set: set)
  }

  /// Whether a text that is no list looks like one: a part of it begins as a word does, and it has no dot, colon or slash as
  /// most targets have.
  public static func mayBeMeant(by text: String) -> Bool {
    guard !text.utf8.contains(where: { ".:/[".utf8.contains($0) }) else { return false }
    let words = Component.allCases.flatMap { [word($0), $0.rawValue] } + ["all"]
    return text.split(separator: ",").contains { part in words.contains { $0.hasPrefix(part.prefix(3)) } }
  }

  /// The words in the order of the components: the same for lists that mean the same.
  public var description: String {
    self == .all ? "all" : Component.allCases.filter(set.contains).map(Self.word).joined(separator: ",")
  }
}
