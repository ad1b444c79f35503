import Exposure
import Targets

/// Which endpoints get a row: those of a posture, and of them those that speak against a control, where one is asked for,
/// and those that changed, where only these are asked for.
/// The summary counts all endpoints, whatever is selected.
public struct RowSelection: Sendable, Hashable, CustomStringConvertible {
  /// The postures that get a row.
  public var postures: RowFilter
  /// The controls of which a row has to speak against at least one; empty where nobody asks for controls.
  public var controls: ControlChoice
  /// The endpoints that changed; nil where nobody asks for changes.
  public var changed: ChangedEndpoints?

  /// Makes a selection; of all endpoints unless said otherwise.
  public init(
    _ postures: RowFilter = .all, controls: ControlChoice = ControlChoice(), changed: ChangedEndpoints? = nil
  ) {
    self.postures = postures
    self.controls = controls
    self.changed = changed
  }

  /// Whether an endpoint gets a row.
  public func admits(_ observation: Observation, _ assessment: Assessment) -> Bool {
    guard postures.admits(assessment) else { return false }
    if let changed, !changed.contains(EndpointIdentity(observation.endpoint)) { return false }
    return controls.isEmpty || assessment.controls.contains(where: controls.contains)
  }

  /// The options that select so.
  public var description: String {
    let only = postures == .all ? [] : ["--only \(postures.rawValue)"]
    let since = changed.map { ["--since \(printable($0.since))"] } ?? []
    return (only + since + controls.names.map { "--control \(printable($0))" }).joined(separator: " ")
  }

  /// Every endpoint.
  public static let all = RowSelection(.all)
  /// What tells anyone more than that it is alive.
  public static let exposed = RowSelection(.exposed)
  /// What lets anonymous requests in, and tells the health at most.
  public static let restricted = RowSelection(.restricted)
  /// What does not authenticate anonymous requests at all.
  public static let lockedDown = RowSelection(.lockedDown)
  /// Everything that answers.
  public static let responding = RowSelection(.responding)
}
