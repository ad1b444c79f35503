#if os(Linux)
  import CEpoll
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How a wait of a poller ended.
enum PollEnd: Sendable, Hashable {
  /// All that was ready has been handed over.
  case drained
  /// There may be more that is ready: ask again, without waiting.
  case more
}

/// Waits until sockets that are being connected become writable, or until another thread calls.
///
/// The one place that knows which system call does it: epoll on Linux, poll elsewhere.
struct Poller: ~Copyable {
  #if os(Linux)
    private let epoll: CInt
    /// Something that another thread may use to end a wait.
    let waker: Waker
    private var events: [epoll_event]

    /// Opens the poller; throws the `errno` of the call that failed.
    init() throws(SystemCallError) {
      let waker = try Waker()
      let queue = epoll_create1(CInt(EPOLL_CLOEXEC))
      guard queue >= 0 else { throw SystemCallError(call: "epoll_create1") }
      epoll = queue
      self.waker = waker
      events = Array(repeating: epoll_event(), count: 256)
      var event = epoll_event()
      event.events = EPOLLIN.rawValue
      event.data.fd = waker.reader
      _ = epoll_ctl(queue, EPOLL_CTL_ADD, waker.reader, &event)
    }

    deinit {
      close(epoll)
    }

    /// Begins to watch a descriptor; it is reported once. What is left of the watch ends when it is closed.
    func add(_ descriptor: CInt) throws(SystemCallError) {
      var event = epoll_event()
      event.events = EPOLLOUT.rawValue | EPOLLONESHOT.rawValue
      event.data.fd = descriptor
      guard epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0 else {
        throw SystemCallError(call: "epoll_ctl")
      }
    }

    /// Waits at most `milliseconds` (negative: without end) and hands over descriptors that are ready, at most as many
    /// as one call gives. A call that a signal interrupted says nothing of what is ready: `.more`.
    mutating func wait(milliseconds: CInt, ready: (CInt) -> Void) -> PollEnd {
      let count = epoll_wait(epoll, &events, CInt(events.count), milliseconds)
      guard count >= 0 else { return errno == EINTR ? .more : .drained }
      for event in events[..<Int(count)] {
        if event.data.fd == waker.reader {
          waker.drain()
        } else {
          ready(event.data.fd)
        }
      }
      return Int(count) == events.count ? .more : .drained
    }
  #else
    /// Something that another thread may use to end a wait.
    let waker: Waker
    private var watched: [pollfd]

    /// Opens the poller; throws the `errno` of the call that failed.
    init() throws(SystemCallError) {
      waker = try Waker()
      watched = [pollfd(fd: waker.reader, events: Int16(POLLIN), revents: 0)]
    }

    /// Begins to watch a descriptor; it is reported once.
    mutating func add(_ descriptor: CInt) throws(SystemCallError) {
      watched.append(pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0))
    }

    /// Waits at most `milliseconds` (negative: without end) and hands over each descriptor that is ready.
    mutating func wait(milliseconds: CInt, ready: (CInt) -> Void) -> PollEnd {
      let count = poll(&watched, nfds_t(watched.count), milliseconds)
      guard count >= 0 else { return errno == EINTR ? .more : .drained }
      guard count > 0 else { return .drained }
      let answered = watched.filter { $0.revents != 0 && $0.fd != waker.reader }.map(\.fd)
      if watched[0].revents != 0 { waker.drain() }
      watched.removeAll { $0.revents != 0 && $0.fd != waker.reader }
      for descriptor in answered { ready(descriptor) }
      return .drained
    }
  #endif
}

/// Ends a poller's wait from another thread. It may outlive the poller, and then does nothing.
final class Waker: Sendable {
  fileprivate let reader: CInt
  private let writer: CInt

  /// Opens what carries the call; throws the `errno` of the call that failed.
  init() throws(SystemCallError) {
    #if os(Linux)
      let counter = eventfd(0, CInt(EFD_CLOEXEC | EFD_NONBLOCK))
      guard counter >= 0 else { throw SystemCallError(call: "eventfd") }
      (reader, writer) = (counter, counter)
    #else
      var ends: [CInt] = [-1, -1]
      guard Darwin.pipe(&ends) == 0 else { throw SystemCallError(call: "pipe") }
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

  fileprivate func drain() {
    var bytes = [UInt8](repeating: 0, count: 64)
    _ = read(reader, &bytes, bytes.count)
  }
}
