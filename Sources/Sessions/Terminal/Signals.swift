@preconcurrency import Dispatch
import PortableLibc

/// Turns SIGINT and SIGTERM into calls, until it is let go.
package final class Signals: Sendable {
  private let sources: [any DispatchSourceSignal]

  /// Begins to listen; `received` is called on a thread of its own, once for each signal.
  package init(received: @escaping @Sendable (_ signal: Int32) -> Void) {
    let queue = DispatchQueue(label: "apiexpose.signals")
    // A reader that goes away is an error of the write that meets it, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { received(number) }
      source.activate()
      return source
    }
  }

  deinit {
    for source in sources { source.cancel() }
  }
}
