import Reporting
import Targets

/// What is left of a scan that a signal ended.
package struct ScanInterruption {
  /// What of its files is left.
  package var remains: ReportSet.Remains
  /// The endpoints that are done.
  package var done: Int
  /// The endpoints in all, as far as that is known.
  package var total: UInt64?

  /// What is left after so many endpoints.
  package init(remains: ReportSet.Remains, done: Int, of total: UInt64?) {
    self.remains = remains
    self.done = done
    self.total = total
  }

  /// Says how far it came, where the rows are, and how to go on.
  package func sentence(_ advice: ScanAdvice) -> String {
    let all = total.map { " of \(grouped($0))" } ?? ""
    let noun = (total ?? UInt64(done)) == 1 ? "endpoint" : "endpoints"
    let start = "interrupted after \(grouped(done))\(all) \(noun)"
    guard !remains.partials.isEmpty else { return start }
    let files = remains.partials.map(printable).joined(separator: ", ")
    let hint = remains.checkpoint == nil ? "" : "; \(advice.resuming)"
    return "\(start): the rows so far are in \(files)\(hint)"
  }
}
