import Exposure
import Targets

/// The endpoints that changed since an earlier scan, where only these are to have rows.
public struct ChangedEndpoints: Sendable, Hashable {
  /// Since when, as it was asked for.
  public let since: String
  private let endpoints: Set<EndpointIdentity>

  /// The endpoints that changes are of; of a control plane that drifted apart all its addresses.
  public init(_ changes: [Change], since: String) {
    self.since = since
    endpoints = changes.reduce(into: []) { endpoints, change in
      if let endpoint = change.subject?.endpoint { endpoints.insert(endpoint) }
      for member in change.controlPlane { endpoints.insert(member.endpoint) }
    }
  }

  /// Whether an endpoint changed.
  public func contains(_ endpoint: EndpointIdentity) -> Bool { endpoints.contains(endpoint) }
}
