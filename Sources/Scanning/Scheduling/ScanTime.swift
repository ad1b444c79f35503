import PortableFoundation

/// The times of a scan: the wall clock at its beginning, and from there on a clock that nobody sets and that runs while
/// the machine is suspended. A wall clock that is set meanwhile changes no duration.
public struct ScanTime: Sendable {
  private let begun = Date.now
  private let start = ContinuousClock.now

  /// Begins now.
  public init() {}

  /// The time, as the wall clock would show it had nobody set it.
  public var now: Date { begun + start.duration(to: .now) / .seconds(1) }
}
