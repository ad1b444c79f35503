import Reporting

/// What a person is told whose command line cannot be taken.
package struct UsageSentence: Hashable {
  /// What is wrong and what to write, in one line or a few.
  package let text: String

  /// Makes the sentence of a message of the argument parser.
  package init(_ message: String) {
    text = Self.text(UsageProblem(message))
  }

  private static func text(_ problem: UsageProblem) -> String {
    switch problem {
    case .value(let value, let label, let reason?, _):
      return reason.hasPrefix("-") ? reason : "\(name(label)) \(shown(value)): \(reason)"
    case .value(let value, let label, nil, let choices) where !choices.isEmpty:
      let near = ValueAdvice.near(value, choices).map { "did you mean \($0)? " } ?? ""
      let verb = near.isEmpty ? "it" : "It"
      return "\(name(label)) \(shown(value)): \(near)\(verb) takes \(alternatives(choices))"
    case .value(let value, let label, nil, _):
      return "\(name(label)) \(shown(value)): \(ValueAdvice.text(value, kind: kind(label)))"
    case .unknownOption(let option, let suggestion):
      let near =
        suggestion.flatMap { nearestName(to: option, among: [$0]) }
        ?? ValueAdvice.elsewhere[option] ?? nearestName(to: option, among: ["--version", "--help"])
      if ValueAdvice.namesFiles.contains(option) {
        return "there is no option \(shown(option)); files are named as targets are, without an option"
      }
      return "there is no option \(shown(option))" + (near.map { "; did you mean \($0)?" } ?? "")
    case .unexpected(let words):
      return words.count == 1
        ? "\(shown(words[0])) is one argument too many"
        : "too many arguments: \(words.prefix(8).map(shown).joined(separator: ", "))"
    case .missingValue(let label):
      return "\(name(label)) needs a value: \(label)"
    case .missing(let label):
      return label.hasPrefix("-") ? "\(label) is missing" : "an argument is missing: \(label)"
    case .other(let message):
      let words = message.hasSuffix(".") ? message.dropLast() : message[...]
      let isSentence = words.dropFirst().first?.isLowercase == true
      return isSentence ? words.prefix(1).lowercased() + words.dropFirst() : String(words)
    }
  }

  /// A word as it is quoted: safe for a terminal, and in quotes where it would not be seen as one word.
  private static func shown(_ word: String) -> String {
    let safe = printable(word)
    return safe.isEmpty || safe.contains(" ") ? "\"\(safe)\"" : safe
  }

  /// `--deadline` of `--deadline <duration>`; `scan` of `<scan>`.
  private static func name(_ label: String) -> String {
    label.split(separator: " ").first.map { $0.trimming("<>") } ?? label
  }

  /// `duration` of `--deadline <duration>` and of `<duration>`.
  private static func kind(_ label: String) -> String {
    label.split(separator: "<").last.map { String($0.prefix { $0 != ">" }) } ?? ""
  }

  private static func alternatives(_ choices: [String]) -> String {
    choices.count < 2
      ? choices.joined() : "\(choices.dropLast().joined(separator: ", ")) or \(choices[choices.count - 1])"
  }
}

extension Substring {
  /// The text without these characters at its ends.
  fileprivate func trimming(_ characters: String) -> String {
    String(drop { characters.contains($0) }.reversed().drop { characters.contains($0) }.reversed())
  }
}
