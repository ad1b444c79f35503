import ArgumentParser
import Exposure
import Reporting
import Sessions
import Targets

/// Which part of the list is scanned, and in which order.
package struct OrderOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Scan only part NUMBER of COUNT parts of the list, as in 3/16.",
      discussion:
        "The parts are disjoint, and together they are the list; apiexpose merge joins their reports.",
      valueName: "number/count"))
  var shard: Shard?

  @Option(
    help: ArgumentHelp(
      "Scan one of COUNT parts: the one that JOB_COMPLETION_INDEX names.",
      discussion: "Kubernetes sets that variable, from 0, in each pod of an Indexed Job.", valueName: "count")
  )
  var shards: UInt32?

  @Option(
    defaultAsFlag: RandomSeed.fresh, parsing: .next,
    help: ArgumentHelp(
      "Scan the endpoints in a pseudo-random order; rows come in that order.",
      discussion: "The seed is printed. With it, the order can be repeated and an interrupted scan resumed.",
      valueName: "seed"))
  package var randomize: RandomSeed?

  package init() {}

  /// What is said where the list is a stream.
  package static let needsWholeList =
    "--randomize needs the whole list before it begins: name a file of targets."

  /// What is said of an order that was asked for.
  package static func sentence(ofSeed seed: UInt64) -> String { "the order is that of --randomize \(seed)" }

  package func validate() throws {
    guard shard == nil || shards == nil else {
      throw ValidationError("--shard and --shards exclude each other: use one of them.")
    }
    if let shards, !(1...Shard.most).contains(shards) {
      throw ValidationError("--shards takes a number from 1 to \(Shard.most).")
    }
  }

  /// The order that the options and the environment describe. Throws a `CommandFailure`.
  package func order() throws(CommandFailure) -> ChosenOrder {
    ChosenOrder(shard: try part(), seed: randomize?.number)
  }

  private func part() throws(CommandFailure) -> Shard {
    guard let shards else { return shard ?? .whole }
    let variable = "JOB_COMPLETION_INDEX"
    guard let text = Environment.value(of: variable) else {
      throw CommandFailure(
        .wrongUsage,
        "--shards \(shards) needs the environment variable \(variable), which Kubernetes sets in an Indexed "
          + "Job; elsewhere, use --shard 1/\(shards)")
    }
    guard let index = UInt32(text), index < shards, let shard = Shard(index + 1, of: shards) else {
      throw CommandFailure(
        .wrongUsage,
        "\(variable) is `\(printable(text))`, which names none of \(shards) shards: they are numbered from 0 to "
          + "\(shards - 1)")
    }
    return shard
  }
}

/// What `--randomize` is given.
package enum RandomSeed: Sendable, Hashable {
  /// One that nobody chose.
  case fresh
  case given(UInt64)

  /// The seed; a fresh one has 32 bits, so that a person can copy it.
  package var number: UInt64 {
    switch self {
    case .fresh: UInt64(UInt32.random(in: 1 ... .max))
    case .given(let number): number
    }
  }
}

extension RandomSeed: ExpressibleByArgument, CustomStringConvertible {
  package init?(argument: String) {
    guard let number = UInt64(argument) else { return nil }
    self = .given(number)
  }

  package var description: String {
    switch self {
    case .fresh: "a new one"
    case .given(let number): "\(number)"
    }
  }
}

extension Shard: ExpressibleByArgument {
  /// Reads `3/16`.
  public init?(argument: String) {
    self.init(argument)
  }
}
