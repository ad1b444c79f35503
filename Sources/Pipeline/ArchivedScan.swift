import Exposure
import Reporting

/// A scan that is being kept beside its reports, to be asked for later. One caller at a time.
public protocol ArchivedScan: AnyObject {
  /// Its number in the archive.
  var number: Int64 { get }

  /// Takes one endpoint; it is safe after the next `flush()`.
  func add(_ observation: Observation, _ assessment: Assessment) throws
  /// Brings to the disk what was taken.
  func flush() throws
  /// Ends a scan that ran to its end, with its whole tally.
  func finish(_ summary: Summary) throws
  /// Ends a scan that was interrupted or failed; what can be kept of it is kept.
  func abandon()
}
