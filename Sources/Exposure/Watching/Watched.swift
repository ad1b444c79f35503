import Targets

/// The lives of the endpoints that are watched, in the order in which they were first seen.
public struct Watched: Sendable {
  /// Endpoints that are remembered. A name that leads to ever new addresses would fill memory otherwise.
  public static let most = 4096

  /// An endpoint and its life.
  public struct Entry: Sendable, Hashable {
    /// What is watched.
    public let endpoint: Endpoint
    /// What looks have shown of it.
    public var life: Life
  }

  /// All of them.
  public private(set) var entries: [Entry] = []
  private var places: [Endpoint: Int] = [:]

  /// Nothing is watched yet.
  public init() {}

  /// Takes in what a scan saw of one endpoint, and tells what happened to it.
  public mutating func take(_ observation: Observation, _ assessment: Assessment) -> [LifeEvent] {
    guard let look = Look(observation, assessment) else { return [] }
    let endpoint = observation.endpoint
    if let place = places[endpoint] { return entries[place].life.take(look) }
    guard entries.count < Self.most else { return [] }
    var life = Life()
    let events = life.take(look)
    places[endpoint] = entries.count
    entries.append(Entry(endpoint: endpoint, life: life))
    return events
  }
}
