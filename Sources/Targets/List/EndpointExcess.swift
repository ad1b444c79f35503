/// The arithmetic of a list that has more endpoints than it may.
public struct EndpointExcess: Error, Sendable, Hashable {
  /// The endpoints of one entry of the list.
  public struct Share: Sendable, Hashable {
    /// The target as it is written.
    public let text: String
    /// The name of the entry's source.
    public let source: String
    /// The number of the entry's line; nil where the source is an argument.
    public let line: UInt64?
    /// How many addresses it has, exclusions not counted; 1 for a name.
    public let addresses: UInt128
    /// How many ports are asked on each.
    public let ports: Int
    /// How many endpoints that makes after exclusions; `UInt128.max` where it is at least that many.
    public let endpoints: UInt128
  }

  /// The largest entries, the largest first, at most three.
  public internal(set) var largest: [Share] = []
  /// How many entries the list has, as far as it was read.
  public internal(set) var entries: UInt64 = 0
  /// The endpoints of all entries after exclusions, before duplicates are dropped; `UInt128.max` where they are at
  /// least that many.
  public internal(set) var total: UInt128 = 0
  /// How many there may be.
  public let maximum: UInt64

  init(maximum: UInt64) {
    self.maximum = maximum
  }

  var isExceeded: Bool { total > UInt128(maximum) }

  mutating func add(_ share: @autoclosure () -> Share, endpoints: UInt128) {
    entries += 1
    total = total.saturatingAdding(endpoints)
    guard largest.count < 3 || largest.contains(where: { $0.endpoints < endpoints }) else { return }
    let place = largest.firstIndex { $0.endpoints < endpoints } ?? largest.endIndex
    largest.insert(share(), at: place)
    largest = Array(largest.prefix(3))
  }
}

extension EndpointExcess: CustomStringConvertible {
  /// The total, the limit, the largest entries with their arithmetic, and what to do.
  public var description: String {
    text(allowed: "are allowed", advice: "scan fewer addresses or ports, or exclude some")
  }

  /// The same, where the limit is a setting of this name.
  public func text(limitedBy setting: String) -> String {
    text(
      allowed: "\(setting) allows",
      advice: "scan fewer addresses or ports, exclude some, or raise \(setting)")
  }

  private func text(allowed: String, advice: String) -> String {
    var lines = [
      "the targets come to \(grouped(total)) endpoints, more than the \(grouped(maximum)) that "
        + "\(allowed):"
    ]
    var rest = total
    for share in largest {
      lines.append("  \(share)")
      rest -= min(rest, share.endpoints)
    }
    let others = entries - UInt64(largest.count)
    if others > 0 {
      lines.append(
        "  \(grouped(others)) other \(others == 1 ? "entry" : "entries"): \(grouped(rest))")
    }
    lines.append(advice)
    return lines.joined(separator: "\n")
  }
}

extension EndpointExcess.Share: CustomStringConvertible {
  /// "targets.txt:3: 10.0.0.0/8: 16,777,216 addresses x 2 ports = 33,554,432"
  public var description: String {
    let place = line.map { "\(source):\($0)" } ?? source
    let product = addresses.saturatingMultiplied(by: UInt128(ports))
    let leftOut = product > endpoints ? " - \(grouped(product - endpoints)) left out" : ""
    return "\(place): \(text): \(grouped(addresses)) \(addresses == 1 ? "address" : "addresses") x "
      + "\(ports) \(ports == 1 ? "port" : "ports")\(leftOut) = \(grouped(endpoints))"
  }
}
