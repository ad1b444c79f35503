import ArgumentParser
import CommandSupport
import Exposure
import Reporting
import Targets

/// Which parts of a cluster beside the API server are meant.
struct ComponentOptions: ParsableArguments {
  @Option(
    name: .customLong(ComponentQuestion.choice), defaultAsFlag: ChosenComponents.all, parsing: .next,
    help: ArgumentHelp(
      "Also ask the ports of kubelet, etcd and other components.",
      discussion: """
        A list such as kubelet,etcd asks these and not the API server: \(ChosenComponents.words). Without a list: all. \
        A target with a port is asked on that port, and as what answers there. GET and HEAD only.
        """,
      valueName: "list"))
  var components: ChosenComponents?

  /// Refuses a list that is misspelt: what is no list is taken for a target, and would be asked for all components.
  func validate(_ targets: [String]) throws {
    guard components != nil else { return }
    for target in targets where ChosenComponents.mayBeMeant(by: target) && !FileText.exists(target) {
      throw ValidationError(
        "--components does not take `\(printable(target))`: write a list of \(ChosenComponents.words), or all."
      )
    }
  }

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

  /// Whether a text that is no list looks like one: a part of it begins as a word does, and it has no dot, colon or slash as
  /// most targets have.
  static func mayBeMeant(by text: String) -> Bool {
    guard !text.utf8.contains(where: { ".:/[".utf8.contains($0) }) else { return false }
    let words = Component.allCases.flatMap { [word($0), $0.rawValue] } + ["all"]
    return text.split(separator: ",").contains { part in words.contains { $0.hasPrefix(part.prefix(3)) } }
  }

  /// The words in the order of the components: the same for lists that mean the same.
  var description: String {
    self == .all ? "all" : Component.allCases.filter(set.contains).map(Self.word).joined(separator: ",")
  }
}
