import CommandSupport

/// Refuses outputs that would replace a file that the same command reads or keeps. To be asked first, before anything
/// is read.
enum OverwriteGuard {
  /// Throws a `CommandFailure` with status 64 where one of the outputs is one of the files.
  /// - Parameters:
  ///   - outputs: The paths after `-o`.
  ///   - files: Paths, by what they are, as in "the list of targets".
  static func check(
    _ outputs: [String], against files: KeyValuePairs<String, [String]>
  ) throws(CommandFailure) {
    for output in outputs {
      for (kind, paths) in files {
        guard let path = paths.first(where: { $0 == output || FileText.isSame($0, output) }) else { continue }
        throw CommandFailure(
          .wrongUsage,
          "-o \(printable(output)) would replace \(kind) \(printable(path)): write the report to another file"
        )
      }
    }
  }
}
