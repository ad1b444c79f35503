import Exposure
import Targets
import HeapModule
import NIOCore
import PortableLibc

/// How a connection attempt ended.
enum DialOutcome: Sendable, Hashable {
  /// The connection is up; the descriptor, non-blocking, belongs to the receiver.
  case connected(descriptor: CInt)
  /// The connection was up, and was reset before this thread saw it.
  case reset
  /// The attempt failed in a way that is a fact about the endpoint.
  case failed(ConnectionOutcome)
  /// The machine had no descriptor, port or buffer left; the endpoint was not tried.
  case exhausted(reason: String)
}

/// Connects: plain non-blocking sockets, no channel, task or TLS session before a connection is up, because
/// most of a sparse block never answers. Used by one thread; its deadlines are moments of its clock.
struct Dialer<Sockets: SocketSystem>: ~Copyable {
  private struct Attempt {
    let token: Int
    let deadline: NIODeadline
  }

  private struct Expiry: Comparable {
    let deadline: NIODeadline
    let descriptor: CInt
    let token: Int

    static func < (left: Expiry, right: Expiry) -> Bool { left.deadline < right.deadline }
    static func == (left: Expiry, right: Expiry) -> Bool { left.deadline == right.deadline }
  }

  private let sockets: Sockets
  private let clock: DeadlineClock
  private var attempts: [CInt: Attempt] = [:]
  private var expiries = Heap<Expiry>()

  init(_ sockets: Sockets, clock: DeadlineClock) {
    self.sockets = sockets
    self.clock = clock
  }

  deinit {
    for descriptor in attempts.keys { sockets.close(descriptor) }
  }

  /// Something by which another thread ends `wait`.
  var waker: Waker { sockets.waker }

  /// Attempts that are under way.
  var pending: Int { attempts.count }

  /// Begins a connection attempt; its outcome comes at once, or later from `wait` with `token`.
  mutating func dial(_ address: IPAddress, port: UInt16, deadline: NIODeadline, token: Int) -> DialOutcome? {
    switch sockets.connect(to: address, port: port) {
    case .connected(let descriptor):
      return .connected(descriptor: descriptor)
    case .failed(let code):
      return DialOutcome(code)
    case .refusedHere(let code):
      return .exhausted(reason: systemReason(code))
    case .underWay(let descriptor):
      attempts[descriptor] = Attempt(token: token, deadline: deadline)
      expiries.insert(Expiry(deadline: deadline, descriptor: descriptor, token: token))
      return nil
    }
  }

  /// Waits until an attempt ends, `deadline` comes or the waker is used; hands over each attempt that ended.
  ///
  /// An attempt is overdue only where its socket was not ready after its deadline: all that the kernel has ready is
  /// taken first, however much it is and whatever held this thread up.
  mutating func wait(until deadline: NIODeadline?, ended: (_ token: Int, _ outcome: DialOutcome) -> Void) {
    let timeout = milliseconds(until: deadline)
    clock.turn(nextWithin: .milliseconds(Int64(timeout)))
    var end = poll(milliseconds: timeout, ended: ended)
    clock.turn(nextWithin: .zero)
    let now = clock.now()
    if end == .drained, let earliest = expiries.min?.deadline, earliest <= now { end = .more }
    while end == .more { end = poll(milliseconds: 0, ended: ended) }
    expire(now: now, ended: ended)
  }

  private mutating func poll(milliseconds: CInt, ended: (Int, DialOutcome) -> Void) -> PollEnd {
    var ready: [CInt] = []
    let end = sockets.poll(milliseconds: milliseconds) { ready.append($0) }
    for descriptor in ready {
      guard let attempt = attempts.removeValue(forKey: descriptor) else { continue }
      ended(attempt.token, finish(descriptor))
    }
    return end
  }

  private mutating func finish(_ descriptor: CInt) -> DialOutcome {
    let code = sockets.result(of: descriptor)
    guard code == 0 else {
      sockets.close(descriptor)
      return DialOutcome(code)
    }
    return .connected(descriptor: descriptor)
  }

  private mutating func expire(now: NIODeadline, ended: (Int, DialOutcome) -> Void) {
    while let expiry = expiries.min {
      // The heap keeps entries of attempts that ended otherwise; a descriptor may since serve another one.
      let isCurrent =
        attempts[expiry.descriptor]?.token == expiry.token
        && attempts[expiry.descriptor]?.deadline == expiry.deadline
      guard !isCurrent || expiry.deadline <= now else { return }
      expiries.removeMin()
      guard isCurrent else { continue }
      attempts.removeValue(forKey: expiry.descriptor)
      sockets.close(expiry.descriptor)
      ended(expiry.token, .failed(.timedOut))
    }
  }

  private func milliseconds(until deadline: NIODeadline?) -> CInt {
    let earliest: NIODeadline? =
      switch (deadline, (expiries.min?.deadline).map { $0 + Self.slack }) {
      case (let left?, let right?): min(left, right)
      case (let left, let right): left ?? right
      }
    guard let earliest else { return Self.longestWait }
    let nanoseconds = (earliest - clock.now()).nanoseconds
    guard nanoseconds > 0 else { return 0 }
    // Rounded up: waking a moment too early would spin until the deadline.
    return CInt(min((nanoseconds + 999_999) / 1_000_000, Int64(Self.longestWait)))
  }

  private static var longestWait: CInt { 60_000 }
  /// Attempts may be overdue by so much, so that those which are overdue together end in one turn.
  private static var slack: TimeAmount { .milliseconds(5) }
}

extension DialOutcome {
  /// What an `errno` of socket(2) or connect(2) says.
  init(_ code: CInt) {
    self =
      switch code {
      case ECONNREFUSED:
        .failed(.refused)
      // A connection that is not yet up is refused by RST; only one that is up is reset (Linux, tcp_reset in
      // net/ipv4/tcp_input.c: EPIPE where the server had closed its side before).
      case ECONNRESET, EPIPE:
        .reset
      case ETIMEDOUT:
        .failed(.timedOut)
      // ENOSPC: more sockets than epoll may watch (epoll_ctl(2)).
      case EMFILE, ENFILE, ENOBUFS, ENOMEM, ENOSPC, EADDRNOTAVAIL, EAGAIN:
        .exhausted(reason: systemReason(code))
      case EAFNOSUPPORT:
        .failed(.unreachable(reason: "this machine has no such address family"))
      default:
        .failed(.unreachable(reason: systemReason(code)))
      }
  }
}
