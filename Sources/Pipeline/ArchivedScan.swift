import Exposure
import Reporting

/// A scan that is being kept beside its reports, to be asked for later. One caller at a time.
public protocol ArchivedScan: AnyObject {
  /// Its number in the archive.
  var number: Int64 { get }

  /// Takes one endpoint; it is safe after the next `flush()`.
  /// - Returns: What is known of the endpoint from this scan and those before it.
  func add(_ observation: Observation, _ assessment: Assessment) throws -> SeenTimes?
  /// Brings to the disk what was taken.
  func flush() throws
  /// What changed since the scan before, as far as it is taken; for a report that shows it. Nil where there was none, or
  /// where the scan is too large to be compared within bounded memory.
  func changes() throws -> ChangesSince?
  /// Ends a scan that ran to its end, with its whole tally.
  func finish(_ summary: Summary) throws
  /// Ends a scan that was interrupted or failed; what can be kept of it is kept.
  func abandon()
}

extension ArchivedScan {
  /// Nothing that is known.
  public func changes() throws -> ChangesSince? { nil }
}
