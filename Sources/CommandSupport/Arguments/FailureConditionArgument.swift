import ArgumentParser
import Reporting

extension FailureCondition: ExpressibleByArgument {
  /// Reads the name of a condition.
  public init?(argument: String) { self.init(name: argument) }

  /// The names of all conditions.
  public static var allValueStrings: [String] { all.map(\.name) }

  /// What a shell completes.
  public static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

  /// The name.
  public var defaultValueDescription: String { name }

  /// What help says of the option.
  package static let help = ArgumentHelp(
    "End with status 1 if an endpoint is at this severity or above, exposed, restricted (or exposed), or incomplete "
      + "(not reached, or without a clear answer). Repeatable.",
    valueName: "condition")
}
