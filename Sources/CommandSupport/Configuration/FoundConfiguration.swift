import Reporting

/// What a configuration file may say that nobody named, because it lies in the working directory: it may come with a
/// stranger's files.
///
/// It says how much time and load a scan takes, and how results are shown. It does not say what is contacted or left out, what
/// is read or written, by what endpoints are judged, and how the command ends.
package enum FoundConfiguration {
  /// The options that it may hold. An option that is not here is refused, so that a new one is until somebody decides.
  package static let options: Set = [
    "connect-timeout", "deadline", "retries", "concurrency", "threads", "rate", "every", "for",
    "lock-timeout",
    "confirm", "format", "columns", "sort", "all", "no-color", "progress", "label-columns", "csv-dialect",
    "metrics-per-endpoint",
  ]

  static func allows(_ option: CommandOption) -> Bool { options.contains(option.name) }

  static func refusal(_ option: CommandOption, of path: String) -> String {
    "\(option.name) is not taken from a file that is only found here; if you trust it, write --config "
      + "\(printable(path)), otherwise --no-config"
  }

  /// What is told where one is read.
  static func notice(_ path: String) -> String {
    "options are read from \(printable(path)) in this directory; --no-config leaves it out"
  }
}
