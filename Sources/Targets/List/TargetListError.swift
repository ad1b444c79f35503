/// Why a target list is refused before the first packet.
public enum TargetListError: Error, Sendable, Hashable {
  /// Sources or lines that could not be understood.
  case badInput(BadInput)
  /// The list has more endpoints than it may.
  case tooMany(EndpointExcess)
  /// The list holds no target.
  case noTargets
}

extension TargetListError: CustomStringConvertible {
  /// What is wrong, where, and what to do; several lines for several sources and bad lines.
  public var description: String {
    switch self {
    case .badInput(let input): input.description
    case .tooMany(let excess): excess.description
    case .noTargets: "there is nothing to scan: the target list holds no target; write one target a line"
    }
  }
}
