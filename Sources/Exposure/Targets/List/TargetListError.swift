/// Why a target list is refused before the first packet.
public enum TargetListError: Error, Sendable, Hashable {
  /// Lines that could not be understood, in their order, at most `BadLineCollector.most`; and how many there are
  /// beyond these.
  case badLines([BadLine], beyond: UInt64)
  /// The list comes to more endpoints than it may.
  case tooMany(EndpointExcess)
  /// The list holds no target.
  case noTargets
}

extension TargetListError: CustomStringConvertible {
  /// What is wrong, where, and what to do; several lines for several bad lines.
  public var description: String {
    switch self {
    case .badLines(let lines, let beyond):
      let more = beyond > 0 ? ["and \(grouped(beyond)) more lines that could not be understood"] : []
      return (lines.map(\.description) + more).joined(separator: "\n")
    case .tooMany(let excess):
      return excess.description
    case .noTargets:
      return "there is nothing to scan: the target list holds no target; write one target a line"
    }
  }
}

/// Bad lines as they are found, bounded.
struct BadLineCollector {
  /// As many as a person would still read; the wrong file can have millions.
  static let most = 1000

  private var lines: [BadLine] = []
  private var beyond: UInt64 = 0

  var isEmpty: Bool { lines.isEmpty }

  mutating func add(_ line: BadLine) {
    if lines.count < Self.most { lines.append(line) } else { beyond += 1 }
  }

  func throwIfAny() throws(TargetListError) {
    guard lines.isEmpty else { throw .badLines(lines, beyond: beyond) }
  }
}
