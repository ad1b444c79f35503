import ArgumentParser
import CommandSupport
import Exposure
import History
import PortableFoundation

/// Since when a report tells what changed: a scan or a time as `--scan` takes them, or an age: `7d`, `12h`, `8w`.
struct SinceArgument: ExpressibleByArgument, Sendable, Hashable {
  /// What is meant.
  enum Beginning: Sendable, Hashable {
    case scan(ScanChoice)
    /// So many seconds before now.
    case age(Double)
  }

  let text: String
  let beginning: Beginning

  /// Reads a number, a time, a day, which means its end (UTC), or an age.
  init?(argument: String) {
    text = argument
    if let age = AgeArgument(argument: argument) {
      beginning = .age(age.seconds)
    } else if argument != "last", let scan = ScanArgument(argument: argument) {
      beginning = .scan(scan.choice)
    } else {
      return nil
    }
  }

  /// The scan that a later one is compared with. Where no scan of the same targets had begun by the time that is meant, the
  /// oldest of them. Throws a `CommandFailure` where there is none before the later one.
  func scan(before later: StoredScan, in file: HistoryFile, now: Date) throws -> StoredScan {
    try asking {
      let date: Date
      switch beginning {
      case .scan(.by(let time)): date = time
      case .age(let seconds): date = now - seconds
      case .scan(let choice):
        let earlier = try file.scan(choice)
        guard earlier.number < later.number else {
          throw CommandFailure(
            .wrongUsage,
            "--since is scan \(earlier.number), and the report is of scan \(later.number): name an earlier one"
          )
        }
        return earlier
      }
      guard let earlier = try file.finishedScan(before: later, by: date) else {
        throw HistoryError.noScan(
          path: file.path, wanted: "finished scan of the same targets before \(later.name)")
      }
      return earlier
    }
  }
}
