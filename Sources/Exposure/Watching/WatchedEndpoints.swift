import Targets

/// The timelines of the endpoints that are watched, in the order in which they were first seen.
public struct WatchedEndpoints: Sendable {
  /// Endpoints that are remembered. A name that resolves to ever new addresses would fill memory otherwise.
  public static let most = 4096

  /// An endpoint and its timeline.
  public struct Entry: Sendable, Hashable {
    /// What is watched.
    public let endpoint: Endpoint
    /// What its samples have shown.
    public var timeline: EndpointTimeline
  }

  /// All of them.
  public private(set) var entries: [Entry] = []
  private var places: [Endpoint: Int] = [:]

  /// Makes an empty list.
  public init() {}

  /// Adds what a scan saw of one endpoint, and returns what happened to it.
  public mutating func take(_ observation: Observation, _ assessment: Assessment) -> [TimelineEvent] {
    guard let sample = Sample(observation, assessment) else { return [] }
    let endpoint = observation.endpoint
    if let place = places[endpoint] { return entries[place].timeline.take(sample) }
    guard entries.count < Self.most else { return [] }
    var timeline = EndpointTimeline()
    let events = timeline.take(sample)
    places[endpoint] = entries.count
    entries.append(Entry(endpoint: endpoint, timeline: timeline))
    return events
  }
}
