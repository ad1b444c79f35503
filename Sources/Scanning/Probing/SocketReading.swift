import PortableLibc

/// A connected socket of which only one thing is asked: whether there is something to read that nobody has read.
struct SocketReading: Sendable {
  private let descriptor: CInt

  /// The descriptor stays its owner's, and must be open whenever this is asked.
  init(descriptor: CInt) {
    self.descriptor = descriptor
  }

  /// Whether bytes, an end or an error lie in the socket. An event loop that was held up may come to its timers before
  /// it has read them.
  var hasUnread: Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) == 1 && request.revents & Int16(POLLNVAL) == 0
  }
}
