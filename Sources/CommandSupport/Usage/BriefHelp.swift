import ArgumentParser

/// A command whose help is longer than a screen, and that therefore has a short one for `-h`.
package protocol BrieflyHelped: ParsableCommand {
  /// What `-h` prints: usage, the options that people need, and where the rest is. At most 40 lines of 80 columns.
  static var brief: String { get }
}
