import ArgumentParser
import CommandSupport
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
  static let help = ArgumentHelp(
    "End with status 1 if an endpoint is at this severity or above, exposed, restricted (or exposed), or incomplete "
      + "(not reached, or without a clear answer). Repeatable.",
    valueName: "condition")
}

extension Messages {
  /// The exit status of a scan with this tally; says which condition is met, even if it should be quiet, because the
  /// status is a failure then.
  func status(of summary: Summary, failingOn conditions: [FailureCondition]) -> ExitCode {
    guard let sentence = conditions.sentence(of: summary) else { return .success }
    error("--fail-on is met: \(sentence)")
    return .failedOn
  }
}
