/// An observation on its way from the scan to the reports. A class, because it waits in several queues.
public final class OrderedObservation: Sendable {
  /// What was seen.
  public let observation: Observation
  /// What it means, where that was read while it was made.
  public let reading: EndpointReading?
  /// The position of its destination among those that the scan walks, from 0.
  public let destination: UInt64
  /// Whether it is the last one of a name: no other is to be compared with those before it.
  public let endsName: Bool
  /// `Observation.retainedBytes`, and what a reading takes beside it, counted once.
  public let bytes: Int

  /// Makes one.
  public init(
    _ observation: Observation, read reading: EndpointReading? = nil, destination: UInt64,
    endsName: Bool = false, bytes: Int? = nil
  ) {
    self.observation = observation
    self.reading = reading
    self.destination = destination
    self.endsName = endsName
    self.bytes = bytes ?? observation.retainedBytes + (reading == nil ? 0 : Self.bytesRead(in: observation))
  }

  /// What a reading keeps of answers, at most: it has no text that is not in their bodies.
  private static func bytesRead(in observation: Observation) -> Int {
    observation.responses.reduce(0) { $0 + $1.body.utf8.count }
  }
}

/// Where a scan leaves its observations, in list order.
///
/// The thread that polls the network calls it, so nothing here may wait: not for a disk, a reader or another thread.
public protocol ObservationSink: Sendable {
  /// Called once, before the scan begins: `onRoom` is to be called, on any thread, when much of what was held has gone,
  /// and when the sink closes.
  func begin(onRoom: @escaping @Sendable () -> Void)
  /// Takes observations, also where that is more than there is room for.
  func put(_ observations: [OrderedObservation])
  /// How much is held now.
  var load: SinkLoad { get }
}

/// How much an observation sink holds.
public enum SinkLoad: Sendable, Hashable {
  /// So much waits; the scan begins no endpoint while that is more than its bounds allow.
  case holding(count: Int, bytes: Int)
  /// Nothing more is wanted: the scan ends at once.
  case closed
}
