public import PortableFoundation

/// Something that happened to an endpoint between one sample and the next.
public struct TimelineEvent: Sendable, Hashable {
  /// What happened.
  public enum Kind: Sendable, Hashable {
    /// The first sample.
    case began(EndpointState)
    /// The state changed.
    case changed(from: EndpointState, to: EndpointState)
    /// The process is another one: it started at `startedAt`, the one before it at `previousStart`, which is later where
    /// the server's clock was set back.
    case restarted(startedAt: Date, previousStart: Date)
    /// A start time came back that had been followed by another: several servers stand behind this address.
    case severalServers
  }

  /// When the scan began that showed it.
  public var time: Date
  /// What happened.
  public var kind: Kind

  /// Makes an event.
  public init(time: Date, kind: Kind) {
    self.time = time
    self.kind = kind
  }
}
