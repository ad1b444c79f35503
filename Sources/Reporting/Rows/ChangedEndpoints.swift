import Exposure
import Targets

/// The endpoints that changed since an earlier scan, where only these are to have rows.
public struct ChangedEndpoints: Sendable, Hashable {
  /// Since when, as it was asked for.
  public let since: String
  /// The scan that they are compared with: `scan 12 (2026-11-23T22:04:55Z)`.
  public let scan: String
  /// What the changes of each mean, the first of the groups that it is in.
  private let groups: [EndpointIdentity: ChangeGroup]

  /// The endpoints that changes are of; of a control plane that drifted apart all its addresses.
  /// - Parameters:
  ///   - since: Since when, as it was asked for.
  ///   - scan: What they are compared with; the same where nothing is said.
  public init(_ changes: [Change], since: String, scan: String? = nil) {
    self.since = since
    self.scan = scan ?? since
    groups = changes.reduce(into: [:]) { groups, change in
      let members = change.controlPlane.map(\.endpoint) + [change.subject?.endpoint].compactMap(\.self)
      for endpoint in members {
        let group = change.group
        groups[endpoint] = groups[endpoint].map { min($0, group) } ?? group
      }
    }
  }

  /// What the change of an endpoint means; nil where it did not change.
  public func group(of endpoint: EndpointIdentity) -> ChangeGroup? { groups[endpoint] }

  /// Whether an endpoint changed.
  public func contains(_ endpoint: EndpointIdentity) -> Bool { groups[endpoint] != nil }

  /// Whether an endpoint is new, or worse than before: what there is to do since then is about these.
  public func callsForWork(_ endpoint: EndpointIdentity) -> Bool {
    switch groups[endpoint] {
    case .new, .worse: true
    case .better, .gone, .other, nil: false
    }
  }
}

extension RowSelection {
  /// Whether what there is to do counts an endpoint: every one, or, where only changes are asked for, what is new or worse.
  func callsForWork(_ observation: Observation) -> Bool {
    changed?.callsForWork(EndpointIdentity(observation.endpoint)) ?? true
  }
}

/// The parts of a report, where it is about what changed since an earlier scan: which is about that, and which about the
/// whole scan.
enum SinceWords {
  static let work = " about what is new or worse"
  static let whole = ", in the whole scan"
  /// What stands below the sentence about the changes.
  static let explanation =
    "The actions are about what is new or worse since then, and the table has only endpoints that changed. Parts about the whole "
    + "scan say so."
}
