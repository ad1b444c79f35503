import PortableLibc
import Scanning
import Synchronization
import Targets

/// What SIGINT and SIGTERM do to a running scan: the first lets what has begun finish, the second ends at once.
final class ScanStopper: Sendable {
  private let first = Mutex<Int32?>(nil)
  private let scanner: Scanner
  private let notice: @Sendable (String) -> Void

  init(_ scanner: Scanner, notice: @escaping @Sendable (String) -> Void) {
    self.scanner = scanner
    self.notice = notice
  }

  /// The signal that ended the scan, if one did.
  var signal: Int32? { first.withLock { $0 } }

  /// Takes a signal.
  func receive(_ number: Int32) {
    let isFirst = first.withLock { first in
      defer { first = first ?? number }
      return first == nil
    }
    guard isFirst else { _exit(128 + number) }
    let count = scanner.progress.underWay
    notice(
      count == 0
        ? "stopping"
        : "stopping: waiting for \(counted(count, "endpoint")) under way; once more to end at once")
    scanner.stop()
  }
}
