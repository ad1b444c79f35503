import Targets

/// Whether the proxy works through which a whole scan goes. Pure.
///
/// An endpoint is lost where the proxy itself failed for it. While the last ones were lost, or the proxy has not worked
/// yet, rows are held back: where the scan ends for it, they are not written, and a resumed scan asks these endpoints again.
struct ProxyHealth: Sendable {
  /// So many lost endpoints in a row end a scan whose proxy has not worked yet.
  static let mostAtFirst = 3
  /// So many in a row end one whose proxy has worked.
  static let mostLater = 16
  /// So many endpoints are worked on while the proxy is in doubt.
  static let concurrencyInDoubt = 8

  private let isWatched: Bool
  private var hasWorked = false
  private var lost = 0
  private(set) var lastFault: ProxyFault?

  /// - Parameter isWatched: Whether it may end the scan; false where there is no such proxy.
  init(isWatched: Bool) {
    self.isWatched = isWatched
  }

  /// Takes in that the proxy gave a connection, answered why it gives none, or is still at it.
  mutating func noteWork() {
    hasWorked = true
    lost = 0
  }

  /// Takes in that an endpoint ends without having been asked, because the proxy itself failed.
  mutating func noteLoss(to fault: ProxyFault) {
    guard isWatched else { return }
    lastFault = fault
    lost += 1
  }

  /// Whether it has worked before.
  var isProven: Bool { hasWorked }

  /// Whether nobody knows at present that it works.
  var isInDoubt: Bool { isWatched && (!hasWorked || lost > 0) }

  /// What ends the scan; nil where nothing does.
  var end: ProxyFault? {
    lost >= (hasWorked ? Self.mostLater : Self.mostAtFirst) ? lastFault : nil
  }

  /// What the scan ends with when no endpoint is left; nil where the proxy has worked, or may have closed for the sake of its few
  /// endpoints.
  var endOfAll: ProxyFault? { isWatched && !hasWorked && lastFault != .closesAlways ? lastFault : nil }
}
