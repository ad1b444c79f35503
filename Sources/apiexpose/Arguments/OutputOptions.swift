import ArgumentParser

/// What a scan writes, and where.
struct OutputOptions: ParsableArguments {
  @OptionGroup var reports: ReportOptions

  @Flag(help: "Go on where the scan that writes the same files was interrupted.")
  var resume = false

  @Option(help: "How progress is shown on standard error.")
  var progress = ProgressMode.auto

  func validate() throws {
    guard !resume || !reports.outputs.isEmpty else {
      throw ValidationError("--resume needs the -o files of the interrupted scan.")
    }
  }
}
