import Exposure

/// Which endpoints get a row (`--only`). The summary counts all of them, whatever the filter.
public enum RowFilter: String, Sendable, CaseIterable {
  /// Only what tells anyone more than that it is alive.
  case exposed
  /// Only what lets anonymous requests in, and tells the health at most.
  case restricted
  /// Only what does not authenticate anonymous requests at all.
  case lockedDown = "locked_down"
  /// Everything that answers.
  case responding
  /// Every endpoint.
  case all

  /// Whether an endpoint with this assessment gets a row.
  public func admits(_ assessment: Assessment) -> Bool {
    switch self {
    case .exposed: assessment.posture == .exposed
    case .restricted: assessment.posture == .restricted
    case .lockedDown: assessment.posture == .lockedDown
    case .responding: assessment.posture != .unreachable && assessment.verdict != .failed
    case .all: true
    }
  }
}
