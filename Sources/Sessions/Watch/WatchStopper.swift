import PortableLibc
import Scanning
import Synchronization

/// Ends a watch on a signal, between two scans or during one.
final class WatchStopper: Sendable {
  private struct State {
    var signal: Int32?
    var scanner: Scanner?
    var pause: Task<Void, Never>?
  }

  private let state = Mutex(State())

  /// The signal that ended the watch, if one did.
  var signal: Int32? { state.withLock { $0.signal } }

  /// Takes a signal: the scan in progress finishes, and no other begins. A second one ends the process at once.
  @Sendable func receive(_ number: Int32) {
    let (scanner, pause, isFirst) = state.withLock { state in
      defer { state.signal = state.signal ?? number }
      return (state.scanner, state.pause, state.signal == nil)
    }
    guard isFirst else { _exit(128 + number) }
    scanner?.stop()
    pause?.cancel()
  }

  /// Remembers what is to be stopped; stopped at once where a signal has come already.
  func begin(_ scanner: Scanner) {
    let isStopped = state.withLock { state in
      state.scanner = scanner
      return state.signal != nil
    }
    if isStopped { scanner.stop() }
  }

  /// Waits until a moment, or until a signal comes.
  func wait(until moment: ContinuousClock.Instant) async {
    let pause = Task { _ = try? await Task.sleep(until: moment, clock: .continuous) }
    let isStopped = state.withLock { state in
      state.pause = pause
      return state.signal != nil
    }
    if isStopped { pause.cancel() }
    await pause.value
  }
}
