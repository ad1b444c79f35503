import ArgumentParser
import CommandSupport
import History
import Reporting

/// A scan of a history as a person names it: `12`, `last`, `2026-11-23`, `2026-11-23T22:04:55Z`.
struct ScanArgument: ExpressibleByArgument, Sendable, Hashable {
  let choice: ScanChoice

  /// Reads a number, `last`, a time, or a day, which means its end (UTC).
  init?(argument: String) {
    if argument == "last" {
      choice = .newest
    } else if let number = Int64(argument), number > 0 {
      choice = .number(number)
    } else if let date = Timestamp.date(argument) ?? Timestamp.date(argument + "T23:59:59Z") {
      choice = .by(date)
    } else {
      return nil
    }
  }
}

/// An age as a person writes it: `90d`, `12h`, `8w`.
struct AgeArgument: ExpressibleByArgument, Sendable, Hashable {
  /// In seconds.
  let seconds: Double

  /// Reads a whole number with its unit (`h`, `d`, `w`); greater than 0, at most a hundred years.
  init?(argument: String) {
    let units: [(suffix: String, seconds: Double)] = [("h", 3600), ("d", 86_400), ("w", 604_800)]
    guard let unit = units.first(where: { argument.hasSuffix($0.suffix) }),
      let number = UInt32(argument.dropLast(1)), number > 0
    else { return nil }
    let seconds = Double(number) * unit.seconds
    guard seconds <= 3_155_760_000 else { return nil }
    self.seconds = seconds
  }
}

extension ListingFormat: ExpressibleByArgument {}
