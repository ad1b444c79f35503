import ArgumentParser
import Exposure
import Reporting

/// Which parts of a cluster beside the API server are meant.
package struct ComponentOptions: ParsableArguments {
  @Option(
    defaultAsFlag: ChosenComponents.all, parsing: .next,
    help: ArgumentHelp(
      "Also ask the ports of kubelet, etcd and other components.",
      discussion: """
        A list such as kubelet,etcd asks these and not the API server: \(ChosenComponents.words). Without a list: all. \
        A target with a port is asked on that port, and as what answers there. GET and HEAD only.
        """,
      valueName: "list"))
  package var components: ChosenComponents?

  package init() {}

  /// Refuses a list that is misspelt: what is no list is taken for a target, and would be asked for all components.
  package func validate(_ targets: [String]) throws {
    guard components != nil else { return }
    for target in targets where ChosenComponents.mayBeMeant(by: target) && !FileText.exists(target) {
      throw ValidationError(
        "--components does not take `\(printable(target))`: write a list of \(ChosenComponents.words), or all."
      )
    }
  }
}

extension ChosenComponents: ExpressibleByArgument {
  /// Reads words between commas.
  public init?(argument: String) { self.init(argument) }
}
