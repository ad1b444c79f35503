import ArgumentParser

/// A duration as a person writes it: `500ms`, `3s`, `1.5s`, `1m`.
package struct DurationArgument: ExpressibleByArgument, Sendable, Hashable {
  package let duration: Duration

  package init(_ duration: Duration) {
    self.duration = duration
  }

  /// Reads a number with its unit (`ms`, `s`, `m`, `h`); greater than 0, at most 24 hours.
  package init?(argument: String) {
    let units: [(suffix: String, seconds: Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)]
    guard let unit = units.first(where: { argument.hasSuffix($0.suffix) }) else { return nil }
    let number = argument.dropLast(unit.suffix.count)
    guard number.utf8.allSatisfy({ $0 == UInt8(ascii: ".") || (48...57).contains($0) }),
      let value = Double(number)
    else { return nil }
    let seconds = value * unit.seconds
    guard seconds > 0, seconds <= 86_400 else { return nil }
    duration = .seconds(seconds)
  }

  package var defaultValueDescription: String {
    let (seconds, attoseconds) = duration.components
    return attoseconds == 0 ? "\(seconds)s" : "\(seconds * 1000 + attoseconds / 1_000_000_000_000_000)ms"
  }
}
