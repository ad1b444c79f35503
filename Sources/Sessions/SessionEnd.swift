import Reporting
import Targets

/// How a scan, or a report on earlier ones, ended in which nothing failed.
package enum SessionEnd: Sendable {
  /// It ran to its end, and the reports are written.
  case finished(Summary)
  /// It ran to its end, but not all of the input that targets came from was used.
  case inputNotUsed(StreamedTargets.Failure)
  /// There was no target in the input; the text says so.
  case noTargets(String)
  /// A signal ended it.
  case interrupted(signal: Int32)
}
