import Exposure
import Reporting

/// Where the results of a scan are kept beside its reports, to be asked for later.
public protocol ScanArchive {
  /// Begins to keep, or goes on with the interrupted scan after so many endpoints.
  func begin(resumingAfter endpoints: UInt64?) throws -> sending any ArchivedScan

  /// How exposed the same targets were before, for reports that show it.
  func exposure() throws -> [ExposurePoint]

  /// Says what changed with the scan of this number, if that was asked for.
  func printChanges(of number: Int64) throws

  func close()
}

/// A scan that was kept, to be reported again.
public protocol PastScan {
  /// How exposed the same targets were, in the finished scans up to this one.
  func exposure() throws -> [ExposurePoint]

  /// Since when only what changed is to have rows, as it was asked for; nil where everything has.
  var since: String? { get }

  /// What changed since the scan before, or since the one that `since` means; nil where there was none, or where the scan is
  /// too large to be compared within bounded memory.
  func changes() throws -> ChangesSince?

  /// Gives every observation to `take`.
  func each(_ take: (Observation) throws -> Void) throws

  func close()
}
