import Exposure
import Targets

/// What the rows of the table are sorted by (`--sort`); equal ones stay in the order of the list.
public enum TableOrder: String, Sendable, CaseIterable {
  /// The worst first; within a severity the worse verdict first, then more vulnerabilities.
  case severity
  /// The worse verdict first, then the higher severity.
  case verdict
  /// The oldest release first; those that show none last.
  case version
  /// By what the user wrote, numbers by their value.
  case target
  /// IPv4 before IPv6, by number; those without an address last.
  case address
  /// By the labels; those without any last.
  case labels
  /// As the list has them.
  case list
}

/// The place of a row in an order: the lesser first.
struct TableKey: Sendable, Comparable {
  private var numbers: (UInt64, UInt64, UInt64) = (0, 0, 0)
  private var text = ""
  private let position: Int

  /// The place of the `position`th endpoint that was taken.
  init(_ observation: Observation, _ assessment: Assessment, by order: TableOrder, position: Int) {
    self.position = position
    let severity = UInt64(Self.severities.firstIndex(of: assessment.severity) ?? 0)
    let verdict = UInt64(Verdict.allCases.firstIndex(of: assessment.verdict) ?? 0)
    let harm = UInt64.max - UInt64(assessment.vulnerabilities.count)
    switch order {
    case .severity: numbers = (severity, verdict, harm)
    case .verdict: numbers = (verdict, severity, harm)
    case .version:
      numbers =
        assessment.version?.kubernetesVersion.map { version in
          (UInt64(version.release.major), UInt64(version.release.minor), UInt64(version.patch))
        } ?? (.max, .max, .max)
    case .target: text = TextSanitiser.cut(observation.endpoint.target.text, limit: CellLimit.fact)
    case .address: (numbers, text) = Self.address(observation.endpoint)
    case .labels:
      let labels = observation.endpoint.target.labels
      numbers.0 = labels.isEmpty ? 1 : 0
      text = TextSanitiser.cut(labels.map(\.text).joined(separator: " "), limit: CellLimit.fact)
    case .list: break
    }
  }

  private static let severities = [Severity](Severity.allCases.reversed())

  private static func address(_ endpoint: Endpoint) -> ((UInt64, UInt64, UInt64), String) {
    switch endpoint.address {
    case .v4(let value): ((4, UInt64(value), UInt64(endpoint.port)), "")
    case .v6(let value): ((6, UInt64(truncatingIfNeeded: value >> 64), UInt64(truncatingIfNeeded: value)), "")
    case nil: ((.max, 0, 0), endpoint.target.text)
    }
  }

  static func < (left: TableKey, right: TableKey) -> Bool {
    if left.numbers != right.numbers { return left.numbers < right.numbers }
    if precedes(left.text, right.text) { return true }
    if precedes(right.text, left.text) { return false }
    return left.position < right.position
  }

  static func == (left: TableKey, right: TableKey) -> Bool { left.position == right.position }

  /// As a person sorts: `api-9` before `api-10`.
  private static func precedes(_ left: String, _ right: String) -> Bool {
    var (left, right) = (left.utf8[...], right.utf8[...])
    while let one = left.first, let other = right.first {
      switch (number(&left), number(&right)) {
      case (let first?, let second?) where first == second: continue
      case (let first?, let second?):
        return first.count == second.count
          ? first.lexicographicallyPrecedes(second) : first.count < second.count
      case _ where one != other: return one < other
      default: (left, right) = (left.dropFirst(), right.dropFirst())
      }
    }
    return left.isEmpty && !right.isEmpty
  }

  /// Takes a number from the beginning, without the zeros before it; nil where there is none.
  private static func number(_ text: inout Substring.UTF8View) -> [UInt8]? {
    let digits = text.prefix { (0x30...0x39).contains($0) }
    guard !digits.isEmpty else { return nil }
    text = text.dropFirst(digits.count)
    return Array(digits.drop { $0 == 0x30 })
  }
}
