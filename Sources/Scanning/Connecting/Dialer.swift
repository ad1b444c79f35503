import Exposure
import HeapModule
import NIOCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How a connection attempt ended.
enum DialOutcome: Sendable, Hashable {
  /// The connection is up; the descriptor, non-blocking, belongs to the receiver.
  case connected(descriptor: CInt)
  /// The attempt failed in a way that is a fact about the endpoint.
  case failed(ConnectionOutcome)
  /// The machine had no descriptor, port or buffer left; the endpoint was not tried.
  case exhausted(reason: String)
}

/// Connects: plain non-blocking sockets, no channel, task or TLS session before a connection is up, because
/// most of a sparse block never answers. Used by one thread.
struct Dialer: ~Copyable {
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

  private var poller: Poller
  private var attempts: [CInt: Attempt] = [:]
  private var expiries = Heap<Expiry>()

  init() throws(SystemCallError) {
    poller = try Poller()
  }

  deinit {
    for descriptor in attempts.keys { close(descriptor) }
  }

  /// Something by which another thread ends `wait`.
  var waker: Waker { poller.waker }

  /// Attempts that are under way.
  var pending: Int { attempts.count }

  /// Begins a connection attempt; its outcome comes at once, or later from `wait` with `token`.
  mutating func dial(_ address: IPAddress, port: UInt16, deadline: NIODeadline, token: Int) -> DialOutcome? {
    let descriptor = Self.openSocket(family: address.isV4 ? AF_INET : AF_INET6)
    guard descriptor >= 0 else { return Self.outcome(of: errno) }
    guard Self.connect(descriptor, to: address, port: port) != 0 else {
      return .connected(descriptor: descriptor)
    }
    guard errno == EINPROGRESS else {
      let code = errno
      close(descriptor)
      return Self.outcome(of: code)
    }
    do {
      try poller.add(descriptor)
    } catch {
      close(descriptor)
      return .exhausted(reason: error.description)
    }
    attempts[descriptor] = Attempt(token: token, deadline: deadline)
    expiries.insert(Expiry(deadline: deadline, descriptor: descriptor, token: token))
    return nil
  }

  /// Waits until an attempt ends, `deadline` comes or the waker is used; hands over each attempt that ended.
  mutating func wait(until deadline: NIODeadline?, ended: (_ token: Int, _ outcome: DialOutcome) -> Void) {
    var ready: [CInt] = []
    poller.wait(milliseconds: milliseconds(until: deadline)) { ready.append($0) }
    for descriptor in ready {
      guard let attempt = attempts.removeValue(forKey: descriptor) else { continue }
      ended(attempt.token, finish(descriptor))
    }
    expire(now: .now(), ended: ended)
  }

  private mutating func finish(_ descriptor: CInt) -> DialOutcome {
    var code: CInt = 0
    var size = socklen_t(MemoryLayout<CInt>.size)
    getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
    guard code == 0 else {
      close(descriptor)
      return Self.outcome(of: code)
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
      close(expiry.descriptor)
      ended(expiry.token, .failed(.timedOut))
    }
  }

  private func milliseconds(until deadline: NIODeadline?) -> CInt {
    let earliest: NIODeadline? =
      switch (deadline, expiries.min?.deadline) {
      case (let left?, let right?): min(left, right)
      case (let left, let right): left ?? right
      }
    guard let earliest else { return -1 }
    let nanoseconds = (earliest - .now()).nanoseconds
    guard nanoseconds > 0 else { return 0 }
    // Rounded up: waking a moment too early would spin until the deadline.
    return CInt(min((nanoseconds + 999_999) / 1_000_000, 60_000))
  }
}

extension Dialer {
  private static func openSocket(family: CInt) -> CInt {
    #if os(Linux)
      let kind = CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
      return socket(family, kind, 0)
    #else
      let descriptor = socket(family, SOCK_STREAM, 0)
      guard descriptor >= 0 else { return descriptor }
      _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      return descriptor
    #endif
  }

  private static func connect(_ descriptor: CInt, to address: IPAddress, port: UInt16) -> CInt {
    switch address {
    case .v4(let value):
      var socketAddress = sockaddr_in()
      socketAddress.sin_family = sa_family_t(AF_INET)
      socketAddress.sin_port = port.bigEndian
      socketAddress.sin_addr.s_addr = value.bigEndian
      return connect(descriptor, &socketAddress)
    case .v6(let value):
      var socketAddress = sockaddr_in6()
      socketAddress.sin6_family = sa_family_t(AF_INET6)
      socketAddress.sin6_port = port.bigEndian
      withUnsafeMutableBytes(of: &socketAddress.sin6_addr) { bytes in
        withUnsafeBytes(of: value.bigEndian) { bytes.copyMemory(from: $0) }
      }
      return connect(descriptor, &socketAddress)
    }
  }

  private static func connect<Address>(_ descriptor: CInt, _ address: inout Address) -> CInt {
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        #if canImport(Glibc)
          Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
        #elseif canImport(Musl)
          Musl.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
        #else
          Darwin.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
        #endif
      }
    }
  }

  /// What an `errno` of socket(2) or connect(2) says.
  static func outcome(of code: CInt) -> DialOutcome {
    switch code {
    case ECONNREFUSED, ECONNRESET:
      .failed(.refused)
    case ETIMEDOUT:
      .failed(.timedOut)
    case EMFILE, ENFILE, ENOBUFS, ENOMEM, EADDRNOTAVAIL, EAGAIN:
      .exhausted(reason: SystemCallError.text(of: code))
    case EAFNOSUPPORT:
      .failed(.unreachable(reason: "this machine has no such address family"))
    default:
      .failed(.unreachable(reason: SystemCallError.text(of: code)))
    }
  }
}

extension IPAddress {
  fileprivate var isV4: Bool {
    switch self {
    case .v4: true
    case .v6: false
    }
  }
}
