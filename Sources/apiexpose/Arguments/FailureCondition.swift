import ArgumentParser
import Exposure
import Reporting

/// What makes a scan that ran to its end a failure (`--fail-on`).
enum FailureCondition: Sendable, Hashable {
  /// An endpoint leaks to anyone.
  case exposed
  /// An endpoint is at this severity or above.
  case severity(Severity)

  /// Whether a scan with this tally fails.
  func isMet(by summary: Summary) -> Bool {
    switch self {
    case .exposed: summary.count(Posture.exposed) > 0
    case .severity(let level): summary.endpoints > 0 && summary.worstSeverity >= level
    }
  }
}

extension FailureCondition: ExpressibleByArgument {
  init?(argument: String) {
    if argument == Posture.exposed.rawValue {
      self = .exposed
    } else if let severity = Severity(rawValue: argument), severity != .none {
      self = .severity(severity)
    } else {
      return nil
    }
  }

  static var allValueStrings: [String] {
    Severity.allCases.filter { $0 != .none }.map(\.rawValue) + [Posture.exposed.rawValue]
  }

  var defaultValueDescription: String {
    switch self {
    case .exposed: Posture.exposed.rawValue
    case .severity(let severity): severity.rawValue
    }
  }
}
