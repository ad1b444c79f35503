/// The base metrics of CVSS 3.0 and 3.1, as `CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H` (FIRST, CVSS v3.1
/// specification §6 and §7.1). Version 4 is not read: its score follows from a table that no record brings along.
struct CVSSVector: Sendable, Hashable {
  /// The vector as it was written.
  let text: String
  private let metrics: [Substring: Substring]

  /// Reads a vector; nil where one of the eight base metrics is missing or has no such value.
  init?(_ text: String) {
    guard text.utf8.count <= 128, text.hasPrefix("CVSS:3.0/") || text.hasPrefix("CVSS:3.1/") else {
      return nil
    }
    var metrics: [Substring: Substring] = [:]
    for part in text.split(separator: "/").dropFirst() {
      let pair = part.split(separator: ":", omittingEmptySubsequences: false)
      guard pair.count == 2, metrics.updateValue(pair[1], forKey: pair[0]) == nil else { return nil }
    }
    for (name, values) in Self.values {
      guard let value = metrics[Substring(name)], values.contains(value) else { return nil }
    }
    self.text = text
    self.metrics = metrics
  }

  /// The base score, 0 to 10.
  var score: Double {
    let isChanged = metrics["S"] == "C"
    let impacts = ["C", "I", "A"].map { weight($0, ["H": 0.56, "L": 0.22, "N": 0]) }
    let base = 1 - impacts.reduce(1) { $0 * (1 - $1) }
    let impact = isChanged ? 7.52 * (base - 0.029) - 3.25 * power(base - 0.02, 15) : 6.42 * base
    guard impact > 0 else { return 0 }
    let privileges: [Substring: Double] =
      isChanged ? ["N": 0.85, "L": 0.68, "H": 0.5] : ["N": 0.85, "L": 0.62, "H": 0.27]
    let exploitability =
      8.22 * weight("AV", ["N": 0.85, "A": 0.62, "L": 0.55, "P": 0.2]) * weight("AC", ["L": 0.77, "H": 0.44])
      * weight("PR", privileges) * weight("UI", ["N": 0.85, "R": 0.62])
    return Self.roundedUp(min(isChanged ? 1.08 * (impact + exploitability) : impact + exploitability, 10))
  }

  /// Whether somebody who only reaches the port can use the flaw: over the network, without privileges, without the help
  /// of a user.
  var needsNothing: Bool { metrics["AV"] == "N" && metrics["PR"] == "N" && metrics["UI"] == "N" }

  /// The privileges that are needed, `L` or `H`; nil where none are.
  var privileges: String? { metrics["PR"].flatMap { $0 == "N" ? nil : String($0) } }

  private func weight(_ name: Substring, _ weights: [Substring: Double]) -> Double {
    metrics[name].flatMap { weights[$0] } ?? 0
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { power, _ in power * base }
  }

  /// Up to one digit, free of the noise of binary fractions (CVSS v3.1, Appendix A).
  private static func roundedUp(_ score: Double) -> Double {
    let whole = Int((score * 100_000).rounded())
    return whole.isMultiple(of: 10_000) ? Double(whole) / 100_000 : Double(whole / 10_000 + 1) / 10
  }

  private static let values: [(name: String, values: [Substring])] = [
    ("AV", ["N", "A", "L", "P"]), ("AC", ["L", "H"]), ("PR", ["N", "L", "H"]), ("UI", ["N", "R"]),
    ("S", ["U", "C"]), ("C", ["H", "L", "N"]), ("I", ["H", "L", "N"]), ("A", ["H", "L", "N"]),
  ]
}
