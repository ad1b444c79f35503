/// An option of a command, or its positional arguments.
package struct CommandOption: Sendable, Hashable {
  /// How it is given on a command line.
  package enum Kind: String, Sendable {
    /// Words without an option before them: targets, files.
    case positional
    /// `--name value`, or `--name=value`.
    case option
    /// `--name` alone.
    case flag
  }

  /// Its name in a configuration file: `fail-on` for `--fail-on`, `targets` for targets.
  package var name: String
  /// How it can be typed, as in `-o` and `--output`; empty for positional arguments.
  package var spellings: [String] = []
  /// How it is given.
  package var kind: Kind
  /// Whether it can be given several times, each with a value.
  package var isRepeating = false
  /// Whether an option can stand without its value.
  package var mayLackValue = false
  /// Whether a value is the path of a file, or can be.
  package var takesFiles = false
  /// The values that it takes, where they are a few.
  package var choices: [String] = []
  /// What holds where nobody says anything, as the help tells it; nil where it tells nothing.
  package var defaultText: String?
  /// What the help says of it.
  package var summary = ""

  /// Makes an option.
  package init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// How it is typed in full.
  package var longSpelling: String { spellings.first { $0.hasPrefix("--") } ?? spellings.first ?? "" }
}
