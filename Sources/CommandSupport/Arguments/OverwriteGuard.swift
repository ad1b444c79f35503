import Reporting

/// Refuses outputs that would replace a file that the same command reads or keeps.
package enum OverwriteGuard {
  /// Throws a `CommandFailure` with status 64 where one of the outputs is one of the files.
  /// - Parameters:
  ///   - outputs: The paths after `-o`.
  ///   - files: Paths, by what they are, as in "the list of targets".
  package static func check(
    _ outputs: [String], against files: KeyValuePairs<String, [String]>
  ) throws(CommandFailure) {
    let configuration: KeyValuePairs = ["the configuration": ConfiguredNames.current.files]
    for files in [files, configuration] {
      guard let collision = InputCollision(of: outputs, with: files, isSame: FileText.isSame) else {
        continue
      }
      throw CommandFailure(.wrongUsage, "-o \(collision)")
    }
  }
}
