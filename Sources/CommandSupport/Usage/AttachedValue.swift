import Exposure
import Reporting

/// A value behind the `=` of an option that may also stand alone.
///
/// The argument parser passes over such a value where the option does not take it, and reads the option as if it stood
/// alone: `--components=kublet` would ask all components.
enum AttachedValue {
  /// What is wrong with the first value that its option does not take; nil where all are right.
  static func problem(in words: [String]) -> String? {
    for word in words.prefix(while: { $0 != "--" }) {
      for option in options where word.hasPrefix("\(option.name)=") {
        let value = String(word.dropFirst(option.name.count + 1))
        if !option.takes(value) {
          return "\(option.name) does not take `\(printable(value))`: \(option.advice)"
        }
      }
    }
    return nil
  }

  /// What to write behind an option that may also stand alone.
  static func advice(for option: String) -> String? { options.first { $0.name == option }?.advice }

  private static let options: [(name: String, takes: @Sendable (String) -> Bool, advice: String)] = [
    (
      "--components", { ChosenComponents($0) != nil },
      "write a list of \(ChosenComponents.words), or all"
    ),
    ("--randomize", { RandomSeed(argument: $0) != nil }, "write a whole number, the seed of an earlier scan"),
  ]
}
