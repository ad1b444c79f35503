import Exposure
import Reporting
import Targets

/// What a configuration says of one option, and where.
package struct ConfiguredValue: Sendable, Hashable {
  /// What is said.
  package enum Setting: Sendable, Hashable {
    /// A flag is given or not, or an option without its value.
    case isGiven(Bool)
    /// Values; several where the option can be repeated.
    case texts([String])
  }

  /// What is said.
  package var setting: Setting
  /// Where.
  package var origin: OptionOrigin

  /// Makes a value.
  package init(_ setting: Setting, _ origin: OptionOrigin) {
    self.setting = setting
    self.origin = origin
  }
}

/// Where the value of an option comes from.
package enum OptionOrigin: Sendable, Hashable {
  /// It was typed.
  case commandLine
  /// A variable of the environment.
  case variable(String)
  /// A line of a file, by the path that was given.
  case file(String, line: Int)
  /// Nobody said anything.
  case builtIn

  /// The word for it, in what programs read as well.
  package var word: String {
    switch self {
    case .commandLine: "option"
    case .variable: "variable"
    case .file: "file"
    case .builtIn: "default"
    }
  }

  /// The line of a file; nil for others.
  var line: Int? {
    if case .file(_, let line) = self { line } else { nil }
  }

  /// The variable, or file and line; nil for others. Safe to show.
  package var place: String? {
    switch self {
    case .variable(let name): name
    case .file(let path, let line): "\(printable(path)):\(line)"
    case .commandLine, .builtIn: nil
    }
  }
}

extension OptionOrigin {
  /// The beginning of a sentence about an option that comes from here: `apiexpose.yaml:3: retries`, `APIEXPOSE_RETRIES`.
  func naming(_ option: CommandOption) -> String {
    switch self {
    case .variable(let name): name
    case .file: "\(place ?? ""): \(option.name)"
    case .commandLine, .builtIn: option.longSpelling
    }
  }
}

/// A mistake of a configuration.
package struct ConfigurationMistake: Sendable, Hashable {
  /// The line of the file; 0 for a variable.
  package var line: Int
  /// The sentence about it, with its place.
  package var text: String

  /// How many are told at once.
  static let mostTold = 20

  /// A line for each mistake, those of variables first, and how many there are beyond the first.
  static func told(_ mistakes: [ConfigurationMistake]) -> String {
    let ordered = mistakes.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
    let texts = ordered.map(\.element.text).distinct()
    let left = texts.count - mostTold
    return (texts.prefix(mostTold) + (left > 0 ? ["and \(counted(left, "more mistake"))"] : []))
      .joined(separator: "\n")
  }
}

extension ConfiguredValue.Setting {
  /// Reads what an option is given by texts of a configuration; the error says what to write instead.
  /// - Parameter isList: Whether the texts stand in a list.
  init(_ texts: [String], isList: Bool, of option: CommandOption) throws(ValueProblem) {
    // A path would end there, and be another one.
    guard !texts.contains(where: { $0.utf8.contains(0) }) else { throw ValueProblem("has a NUL character") }
    let word = isList ? nil : texts.first?.lowercased()
    switch option.kind {
    case .flag:
      guard let word, let isGiven = Self.words[word] else { throw ValueProblem("takes true or false") }
      self = .isGiven(isGiven)
    case .option where option.mayLackValue && ["true", "false"].contains(word):
      self = .isGiven(word == "true")
    case .option, .positional:
      guard !option.isRepeating else {
        // The argument parser takes time that grows with their square.
        guard texts.count <= Self.mostTexts else {
          throw ValueProblem(
            "has more than \(grouped(Self.mostTexts)) values: put them into a file with one a line, and name that"
          )
        }
        self = .texts(texts)
        return
      }
      guard !texts.isEmpty else { throw ValueProblem("has no value") }
      self = .texts([texts.joined(separator: ",")])
    }
  }

  private static let mostTexts = 1000
  private static let words = ["true": true, "false": false, "1": true, "0": false]
}

/// Why an option of a configuration does not take what it is given, to be put behind its name.
struct ValueProblem: Error, Hashable {
  let text: String

  init(_ text: String) {
    self.text = text
  }
}
