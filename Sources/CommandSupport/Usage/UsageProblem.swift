/// What is wrong with a command line, as the argument parser found it.
///
/// Its errors are not public, so its messages are read (swift-argument-parser 1.8, `UsageGenerator.swift`). A message that
/// is not recognised is passed on as it is.
enum UsageProblem: Hashable {
  /// A value that its option or argument does not take. The label is `--deadline <duration>` or `<scan>`.
  case value(String, of: String, reason: String?, choices: [String])
  /// An option that the command does not have, and one that is written in a similar way.
  case unknownOption(String, suggestion: String?)
  /// Arguments that nothing takes.
  case unexpected([String])
  /// An option without its value.
  case missingValue(of: String)
  /// An argument or option that has to be given.
  case missing(String)
  case other(String)

  /// Reads a message.
  init(_ message: String) {
    if let match = message.firstMatch(
      of: /(?s)^The value '(.*)' is invalid for '([^']*)'(?:: (.*)|\. Please provide one of (.*))?$/)
    {
      self = .value(
        String(match.1), of: String(match.2), reason: match.3.map { String($0) },
        choices: match.4.map(Self.choices) ?? [])
    } else if let match = message.firstMatch(
      of: /(?s)^Unknown option '(.*?)'(?:\. Did you mean '(.*)'\?)?(?:\n.*)?$/)
    {
      self = .unknownOption(String(match.1), suggestion: match.2.map { String($0) })
    } else if let match = message.firstMatch(of: /(?s)^(?:\d+ u|U)nexpected arguments?:? '(.*)'$/) {
      self = .unexpected(match.1.split(separator: "', '").map(String.init))
    } else if let match = message.firstMatch(of: /^Missing value for '(.*)'/) {
      self = .missingValue(of: String(match.1))
    } else if let match = message.firstMatch(of: /^Missing expected argument '(.*)'$/) {
      self = .missing(String(match.1))
    } else {
      self = .other(message)
    }
  }

  /// `'a', 'b' or 'c'.` or a list with a line for each.
  private static func choices(_ text: Substring) -> [String] {
    text.contains("\n  - ")
      ? text.split(separator: "\n  - ").dropFirst().map(String.init)
      : text.matches(of: /'([^']*)'/).map { String($0.1) }
  }
}
