import ArgumentParser
import Exposure
import Targets
import Reporting

/// What makes a scan that ran to its end a failure (`--fail-on`).
enum FailureCondition: Sendable, Hashable {
  /// An endpoint tells strangers more than that it is alive.
  case exposed
  /// An endpoint lets anonymous requests in, whatever it tells them.
  case restricted
  /// An endpoint was not reached, or gave no clear answer.
  case incomplete
  /// An endpoint is at this severity or above.
  case severity(Severity)

  /// How many endpoints of a scan with this tally meet it.
  func count(in summary: Summary) -> Int {
    switch self {
    case .exposed: summary.count(Posture.exposed)
    case .restricted:
      summary.count(Posture.exposed) + summary.count(Posture.restricted)
    case .incomplete: summary.count(Posture.unreachable) + summary.count(Posture.unknown)
    case .severity(let level):
      Severity.allCases.reduce(0) { $1 >= level ? $0 + summary.count($1) : $0 }
    }
  }

  /// What `count` endpoints are, as in `2 endpoints exposed`.
  fileprivate func words(_ count: Int) -> String {
    let endpoints = counted(count, "endpoint")
    return switch self {
    case .exposed: "\(endpoints) exposed"
    case .restricted: "\(endpoints) exposed or restricted"
    case .incomplete: "\(endpoints) not reached or without a clear answer"
    case .severity(let level):
      "\(endpoints) at severity \(level.rawValue)\(level == .critical ? "" : " or above")"
    }
  }

  fileprivate static let incompleteName = "incomplete"

  /// What help says of the option.
  static let help = ArgumentHelp(
    "End with status 1 if an endpoint is at this severity or above, exposed, restricted (or exposed), or incomplete "
      + "(not reached, or without a clear answer). Repeatable.",
    valueName: "condition")
}

extension FailureCondition: ExpressibleByArgument {
  init?(argument: String) {
    switch argument {
    case Posture.exposed.rawValue: self = .exposed
    case Posture.restricted.rawValue: self = .restricted
    case Self.incompleteName: self = .incomplete
    default:
      guard let severity = Severity(rawValue: argument), severity != .none else { return nil }
      self = .severity(severity)
    }
  }

  static var allValueStrings: [String] {
    Severity.allCases.filter { $0 != .none }.map(\.rawValue)
      + [Posture.exposed.rawValue, Posture.restricted.rawValue, incompleteName]
  }

  var defaultValueDescription: String { name }

  /// The condition as it is given.
  var name: String {
    switch self {
    case .exposed: Posture.exposed.rawValue
    case .restricted: Posture.restricted.rawValue
    case .incomplete: Self.incompleteName
    case .severity(let severity): severity.rawValue
    }
  }
}

extension [FailureCondition] {
  /// Which of them a tally meets and by how many endpoints, in one line; nil where none is met.
  func sentence(of summary: Summary) -> String? {
    let met = reduce(into: [(condition: FailureCondition, count: Int)]()) { met, condition in
      let count = condition.count(in: summary)
      if count > 0, !met.contains(where: { $0.condition == condition }) { met.append((condition, count)) }
    }
    guard !met.isEmpty else { return nil }
    let words = met.map { "\($0.condition.name) (\($0.condition.words($0.count)))" }
    return "--fail-on is met: " + words.joined(separator: ", ")
  }
}

extension Messages {
  /// The exit status of a scan with this tally; says which condition is met, also where it should be quiet, because the
  /// status is no success then.
  func status(of summary: Summary, failingOn conditions: [FailureCondition]) -> ExitCode {
    guard let sentence = conditions.sentence(of: summary) else { return .success }
    error(sentence)
    return .failedOn
  }
}
