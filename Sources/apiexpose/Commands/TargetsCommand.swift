import ArgumentParser
import CommandSupport
import Exposure
import Sessions
import Targets

/// `apiexpose targets`: what a scan would ask, without asking.
struct TargetsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "targets",
    abstract: "Print the endpoints that a scan would contact; send nothing.",
    usage: "apiexpose targets [<options>] <target> ...",
    discussion: """
      Prints one endpoint a line: blocks and ranges expanded, ports added, duplicates dropped, exclusions applied, \
      labels appended. Names are not resolved. The count goes to standard error.

      EXAMPLES
        apiexpose targets targets.txt
        apiexpose targets 10.0.0.0/29 --port 6443,443 --exclude 10.0.0.3
        apiexpose targets nodes.txt --components kubelet
      """
  )

  @OptionGroup(title: "Targets") var targets: TargetOptions
  @OptionGroup(title: "Components") var components: ComponentOptions
  @OptionGroup(title: "Parts and order") var order: OrderOptions

  @OptionGroup var quiet: QuietOption

  func validate() throws {
    try components.validate(targets.targets)
    guard order.randomize == nil || !targets.targets.contains("-") else {
      throw ValidationError(OrderOptions.needsWholeList)
    }
  }

  func run() async throws {
    try await CommandFailure.reported {
      let messages = Messages(isQuiet: quiet.isQuiet, progress: .none, rowsGoToTerminal: false)
      let given = try GivenTargets(targets, components.components, notice: messages.notice)
      let order = try order.order()
      guard given.readsStandardInput else {
        let list = try given.list()
        if let seed = order.seed {
          messages.notice(OrderOptions.sentence(ofSeed: seed))
          try TargetPrinter.print(ShuffledListOrder(list, shard: order.shard, seed: seed))
        } else {
          try TargetPrinter.print(ListOrder(list, shard: order.shard))
        }
        messages.notice(
          TargetPrinter.count(
            order.shard.size(of: list.endpointCount), duplicates: list.duplicateCount,
            excluded: list.excludedCount, nonHosts: list.nonHostCount))
        return .success
      }
      let streamed = try given.streamed(messages)
      try TargetPrinter.print(ListOrder(streamed, shard: order.shard))
      guard !streamed.isEmpty || streamed.failure != nil else {
        throw CommandFailure(.badTargets, streamed.emptiness)
      }
      messages.notice(
        TargetPrinter.count(
          order.shard.size(of: streamed.total ?? 0), duplicates: streamed.duplicateCount,
          excluded: streamed.excludedCount, nonHosts: streamed.nonHostCount))
      return streamed.failure?.status ?? .success
    }
  }
}
