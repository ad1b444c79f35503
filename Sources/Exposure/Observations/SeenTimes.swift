import PortableFoundation

/// What a history knows of the past of an endpoint, at the time of one scan.
public struct SeenTimes: Sendable, Hashable {
  /// When it gave a deciding answer for the first time.
  public var firstSeen: Date
  /// Since when verdict and findings have been what they are, without a change and without a time in which it had vanished.
  public var lastChanged: Date

  /// Makes times.
  public init(firstSeen: Date, lastChanged: Date) {
    self.firstSeen = firstSeen
    self.lastChanged = lastChanged
  }
}
