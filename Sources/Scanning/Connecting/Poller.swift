/// How a wait of a poller ended.
enum PollEnd: Sendable, Hashable {
  /// All that was ready has been handed over.
  case drained
  /// There may be more that is ready: ask again, without waiting.
  case more
}

/// Waits until sockets that are being connected become writable, or until another thread calls.
///
/// The one place that chooses the system call that does it.
#if os(Linux)
  typealias Poller = EpollPoller
#else
  typealias Poller = PollPoller
#endif
