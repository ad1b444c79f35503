import ArgumentParser

/// The course of a scan: where it begins, and what it says meanwhile.
struct CourseOptions: ParsableArguments {
  @Flag(help: "Go on where the scan that writes the same files was interrupted.")
  var resume = false

  @Option(help: "How progress is shown on standard error.")
  var progress = ProgressMode.auto
}
