import ArgumentParser

/// The course of a scan: how it begins, what it says meanwhile, how it ends.
struct CourseOptions: ParsableArguments {
  @Option(name: .customLong("fail-on"), help: FailureCondition.help)
  var failOn: [FailureCondition] = []

  @Flag(help: "Go on where the scan that writes the same files was interrupted.")
  var resume = false

  @Option(help: "How progress is shown on standard error.")
  var progress = ProgressMode.auto

  @Flag(name: .shortAndLong, help: "Nothing on standard error but errors.")
  var quiet = false
}
