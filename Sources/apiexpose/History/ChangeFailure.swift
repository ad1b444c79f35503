import Targets

#if History
  import ArgumentParser
  import Exposure
  import History
  import Reporting

  /// What makes a comparison of two scans a failure (`diff --fail-on`).
  enum ChangeFailure: Sendable, Hashable {
    /// An endpoint became exposed, or returned exposed.
    case exposed
    /// An endpoint became restricted or exposed, or returned so.
    case restricted
    /// An endpoint changed and is worse than before, at this severity or above.
    case severity(Severity)

    /// Which condition is met by how many endpoints, in a line; nil where it is met by none.
    func sentence(on changes: [Change]) -> String? {
      let endpoints = Set(changes.filter(isMet).compactMap(\.subject?.endpoint))
      guard !endpoints.isEmpty else { return nil }
      return "--fail-on \(defaultValueDescription) is met by \(counted(endpoints.count, "endpoint"))"
    }

    private func isMet(by change: Change) -> Bool {
      // What vanished is told as it was, and is no worse.
      guard change.kind != .vanished, let after = change.after else { return false }
      let before = change.kind == .returned ? nil : change.before
      switch self {
      case .exposed:
        return after.verdict.posture == .exposed && before?.verdict.posture != .exposed
      case .restricted:
        let open: Set<Posture> = [.exposed, .restricted]
        guard open.contains(after.verdict.posture) else { return false }
        guard let posture = before?.verdict.posture else { return true }
        return !open.contains(posture) || posture == .restricted && after.verdict.posture == .exposed
      case .severity(let level):
        guard after.severity >= level || after.verdict.severity >= level else { return false }
        guard let before else { return true }
        // A finding may hide how much worse the verdict has become.
        return after.severity > before.severity
          || after.verdict.severity >= level && after.verdict.severity > before.verdict.severity
      }
    }
  }

  extension ChangeFailure: ExpressibleByArgument {
    init?(argument: String) {
      switch argument {
      case Posture.exposed.rawValue: self = .exposed
      case Posture.restricted.rawValue: self = .restricted
      default:
        guard let severity = Severity(rawValue: argument), severity != .none else { return nil }
        self = .severity(severity)
      }
    }

    static var allValueStrings: [String] {
      Severity.allCases.filter { $0 != .none }.map(\.rawValue)
        + [Posture.restricted.rawValue, Posture.exposed.rawValue]
    }

    var defaultValueDescription: String {
      switch self {
      case .exposed: Posture.exposed.rawValue
      case .restricted: Posture.restricted.rawValue
      case .severity(let severity): severity.rawValue
      }
    }
  }
#endif
