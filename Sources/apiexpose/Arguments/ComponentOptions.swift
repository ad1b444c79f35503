import ArgumentParser
import Exposure
import Targets

/// Which parts of a cluster beside the API server are meant.
struct ComponentOptions: ParsableArguments {
  @Option(
    defaultAsFlag: ChosenComponents.all, parsing: .next,
    help: ArgumentHelp(
      "Also ask the ports of kubelet, etcd and other components.",
      discussion: """
        A list such as kubelet,etcd asks these and not the API server: \(ChosenComponents.words). Without a list: all. \
        A target with a port is asked on that port, and as what answers there. GET and HEAD only.
        """,
      valueName: "list"))
  var components: ChosenComponents?

  /// The ports of targets that name none, where `ports` are those of API servers and were written by the user, or not.
  func ports(beside ports: PortList, areWritten: Bool) -> PortList {
    guard let components else { return ports }
    let asksAPIServer = areWritten || components.set.contains(.kubeAPIServer)
    let own = Component.allCases.filter(components.set.contains).flatMap(\.ports)
    return PortList((asksAPIServer ? ports.ports : []) + own) ?? ports
  }
}

/// What `--components` is given.
struct ChosenComponents: Sendable, Hashable {
  /// The components.
  let set: Set<Component>

  /// Every component, the API server among them.
  static let all = ChosenComponents(set: Set(Component.allCases))

  /// The words for single components, as they are told.
  static let words = Component.allCases.map(word).joined(separator: ", ")

  private static func word(_ component: Component) -> String {
    let name = component.rawValue
    let short = name.hasPrefix("kube-") && component != .kubeProxy ? String(name.dropFirst(5)) : name
    return short.hasSuffix("-server") ? String(short.dropLast(7)) : short
  }
}

extension ChosenComponents: ExpressibleByArgument, CustomStringConvertible {
  /// Reads words between commas, `kubelet,etcd`; the column's own names as well.
  init?(argument: String) {
    var set: Set<Component> = []
    for word in argument.split(separator: ",", omittingEmptySubsequences: false) {
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

  /// The words in the order of the components: the same for lists that mean the same.
  var description: String {
    self == .all ? "all" : Component.allCases.filter(set.contains).map(Self.word).joined(separator: ",")
  }
}
