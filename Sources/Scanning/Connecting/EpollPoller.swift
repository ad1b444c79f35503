#if os(Linux)
  import CEpoll
  import PortableLibc

  /// Waits with epoll(7).
  struct EpollPoller: ~Copyable {
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
      event.events = CEpoll_readable
      event.data.fd = waker.reader
      _ = epoll_ctl(queue, EPOLL_CTL_ADD, waker.reader, &event)
    }

    deinit {
      close(epoll)
    }

    /// Begins to watch a descriptor; it is reported once. What is left of the watch ends when it is closed.
    func add(_ descriptor: CInt) throws(SystemCallError) {
      var event = epoll_event()
      event.events = CEpoll_writable_once
      event.data.fd = descriptor
      guard epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0 else {
        throw SystemCallError(call: "epoll_ctl")
      }
    }

    /// Ends the watch of a descriptor that is about to be closed, which the kernel does by itself.
    func forget(_ descriptor: CInt) {}

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
  }
#endif
