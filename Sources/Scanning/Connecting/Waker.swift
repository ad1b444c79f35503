import CEpoll
import PortableLibc

/// Ends a poller's wait from another thread. It may outlive the poller, and then does nothing.
final class Waker: Sendable {
  let reader: CInt
  private let writer: CInt

  /// Opens what carries the call; throws the `errno` of the call that failed.
  init() throws(SystemCallError) {
    #if os(Linux)
      let counter = eventfd(0, CEpoll_event_counter)
      guard counter >= 0 else { throw SystemCallError(call: "eventfd") }
      (reader, writer) = (counter, counter)
    #else
      var ends: [CInt] = [-1, -1]
      guard pipe(&ends) == 0 else { throw SystemCallError(call: "pipe") }
      for end in ends {
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      }
      (reader, writer) = (ends[0], ends[1])
    #endif
  }

  deinit {
    close(writer)
    if reader != writer { close(reader) }
  }

  /// Makes the wait return now, or the next one at once.
  func wake() {
    var one: UInt64 = 1
    _ = write(writer, &one, 8)
  }

  func drain() {
    var bytes = [UInt8](repeating: 0, count: 64)
    _ = read(reader, &bytes, bytes.count)
  }
}
