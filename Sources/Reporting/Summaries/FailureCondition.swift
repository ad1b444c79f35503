import Exposure
import Targets

/// What makes a scan that ran to its end a failure.
public enum FailureCondition: Sendable, Hashable {
  /// An endpoint tells strangers more than that it is alive.
  case exposed
  /// An endpoint lets anonymous requests in, whatever it tells them.
  case restricted
  /// An endpoint was not reached, or gave no clear answer.
  case incomplete
  /// An endpoint is at this severity or above.
  case severity(Severity)

  /// The condition of this name; nil if there is none.
  public init?(name: String) {
    guard let condition = Self.all.first(where: { $0.name == name }) else { return nil }
    self = condition
  }

  /// Every condition.
  public static let all: [FailureCondition] =
    Severity.allCases.filter { $0 != .none }.map(Self.severity) + [.exposed, .restricted, .incomplete]

  /// Its name, stable.
  public var name: String {
    switch self {
    case .exposed: Posture.exposed.rawValue
    case .restricted: Posture.restricted.rawValue
    case .incomplete: "incomplete"
    case .severity(let severity): severity.rawValue
    }
  }

  /// How many endpoints of a scan with this tally meet it, but for what a policy accepts.
  public func count(in summary: Summary) -> Int {
    switch self {
    case .exposed: summary.openCount(Posture.exposed)
    case .restricted:
      summary.openCount(Posture.exposed) + summary.openCount(Posture.restricted)
    case .incomplete: summary.openCount(Posture.unreachable) + summary.openCount(Posture.unknown)
    case .severity(let level):
      Severity.allCases.reduce(0) { $1 >= level ? $0 + summary.openCount($1) : $0 }
    }
  }

  /// Whether an endpoint with this assessment meets it.
  public func isMet(by assessment: Assessment) -> Bool {
    switch self {
    case .exposed: assessment.posture == .exposed
    case .restricted: assessment.posture == .exposed || assessment.posture == .restricted
    case .incomplete: assessment.posture == .unreachable || assessment.posture == .unknown
    case .severity(let level): assessment.severity >= level
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
}

extension [FailureCondition] {
  /// Which of them a tally meets and by how many endpoints, in one line; nil where none is met.
  public func sentence(of summary: Summary) -> String? {
    let met = reduce(into: [(condition: FailureCondition, count: Int)]()) { met, condition in
      let count = condition.count(in: summary)
      if count > 0, !met.contains(where: { $0.condition == condition }) { met.append((condition, count)) }
    }
    guard !met.isEmpty else { return nil }
    return met.map { "\($0.condition.name) (\($0.condition.words($0.count)))" }.joined(separator: ", ")
  }
}
