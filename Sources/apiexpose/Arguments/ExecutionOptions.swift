import ArgumentParser
import CommandSupport
import Reporting
import Sessions

/// The execution of a scan: how it begins, what it reports while it runs, how it ends.
struct ExecutionOptions: ParsableArguments {
  @Option(name: .customLong("fail-on"), help: FailureCondition.help)
  var failOn: [FailureCondition] = []

  @Flag(help: "Continue the interrupted scan that wrote the same files.")
  var resume = false

  @Option(help: ArgumentHelp("How progress is shown on standard error.", valueName: "how"))
  var progress = ProgressMode.auto

  @OptionGroup var quiet: QuietOption
}
