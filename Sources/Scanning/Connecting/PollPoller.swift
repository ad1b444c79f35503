import PortableLibc

/// Waits with poll(2), which every system has.
struct PollPoller: ~Copyable {
  /// Something that another thread may use to end a wait.
  let waker: Waker
  /// The waker first.
  private var watched: [pollfd]
  /// Where each descriptor stands in `watched`.
  private var places: [CInt: Int] = [:]

  /// Opens the poller; throws the `errno` of the call that failed.
  init() throws(SystemCallError) {
    waker = try Waker()
    watched = [pollfd(fd: waker.reader, events: Int16(POLLIN), revents: 0)]
  }

  /// Begins to watch a descriptor; it is reported once.
  mutating func add(_ descriptor: CInt) throws(SystemCallError) {
    forget(descriptor)
    places[descriptor] = watched.count
    watched.append(pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0))
  }

  /// Ends the watch of a descriptor that is about to be closed: its number may soon be another socket's.
  mutating func forget(_ descriptor: CInt) {
    guard let place = places.removeValue(forKey: descriptor), let last = watched.popLast() else { return }
    guard place < watched.count else { return }
    watched[place] = last
    places[last.fd] = place
  }

  /// Waits at most `milliseconds` (negative: without end) and hands over each descriptor that is ready. A call that a
  /// signal interrupted says nothing of what is ready: `.more`.
  mutating func wait(milliseconds: CInt, ready: (CInt) -> Void) -> PollEnd {
    let count = poll(&watched, nfds_t(watched.count), milliseconds)
    guard count >= 0 else { return errno == EINTR ? .more : .drained }
    guard count > 0 else { return .drained }
    if watched[0].revents != 0 { waker.drain() }
    let answered = watched.dropFirst().filter { $0.revents != 0 }.map(\.fd)
    for descriptor in answered {
      forget(descriptor)
      ready(descriptor)
    }
    return .drained
  }
}
