import Exposure
import Targets
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import PortableLibc

/// What a name led to.
enum Resolution: Sendable, Hashable {
  /// The addresses, each once: IPv4 before IPv6, each by its number, so that the order is the same tomorrow. Of very many
  /// the lowest by number, `Bounds.addressesForEachName`, whatever the order of the name server; `total` is how many there
  /// are.
  case addresses([IPAddress], total: Int)
  /// Why there are none.
  case failed(reason: String)
}

/// Turns names into addresses with the system's own `getaddrinfo`, many at a time on threads of its own.
final class Resolver: Sendable {
  /// A name that was asked for; poll `answer` after each notification.
  final class Question: Sendable {
    fileprivate enum State: Sendable {
      case queued
      case asked(at: NIODeadline)
      case answered(Resolution)
    }

    fileprivate let state = NIOLockedValueBox<State>(.queued)

    /// The answer, or nil while it may still come.
    ///
    /// The time runs from the moment when the system was asked: a name that queues behind slow ones is not
    /// given up untried.
    func answer(timeout: Duration, now: NIODeadline) -> Resolution? {
      switch state.withLockedValue({ $0 }) {
      case .queued:
        return nil
      case .asked(let start):
        guard now >= start + TimeAmount(timeout) else { return nil }
        return .failed(reason: "the resolver did not answer in time")
      case .answered(let resolution):
        return resolution
      }
    }

    /// When to poll again at the latest, or nil while the system is not yet asked.
    func deadline(timeout: Duration) -> NIODeadline? {
      if case .asked(let start) = state.withLockedValue({ $0 }) { start + TimeAmount(timeout) } else { nil }
    }
  }

  private let families: AddressFamilies
  private let clock: DeadlineClock
  private let pool: NIOThreadPool
  private let isStarted = NIOLockedValueBox(false)
  private let onChange: @Sendable () -> Void

  /// `onChange` is called on one of the resolver's threads whenever a question moved on. The time of a question runs on
  /// the scan's clock.
  init(
    families: AddressFamilies, threads: Int, clock: DeadlineClock, onChange: @escaping @Sendable () -> Void
  ) {
    self.families = families
    self.clock = clock
    self.onChange = onChange
    pool = NIOThreadPool(numberOfThreads: threads)
  }

  /// Lets go of the threads; one that still waits for the system is not waited for.
  func shutDown() {
    pool.shutdownGracefully { _ in }
  }

  /// Puts a question; returns at once. The threads start with the first one.
  func ask(_ name: String) -> Question {
    isStarted.withLockedValue { started in
      if !started { pool.start() }
      started = true
    }
    let question = Question()
    pool.submit { [families, clock, onChange] state in
      switch state {
      case .active:
        question.state.withLockedValue { $0 = .asked(at: clock.now()) }
        onChange()
        let resolution = Self.lookUp(name, families: families)
        question.state.withLockedValue { $0 = .answered(resolution) }
      case .cancelled:
        question.state.withLockedValue { $0 = .answered(.failed(reason: "the scan was ended")) }
      }
      onChange()
    }
    return question
  }

  /// Asks the system, and waits as long as it takes.
  static func lookUp(_ name: String, families: AddressFamilies) -> Resolution {
    var hints = addrinfo()
    hints.ai_family =
      switch families {
      case .any: AF_UNSPEC
      case .v4Only: AF_INET
      case .v6Only: AF_INET6
      }
    hints.ai_socktype = streamSocket
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(name, nil, &hints, &list)
    defer { if let list { freeaddrinfo(list) } }
    guard code == 0 else { return .failed(reason: reason(code)) }

    // One answer of a name server has 64 KiB, which bounds the list.
    var addresses: Set<IPAddress> = []
    var entry = list
    while let current = entry {
      if let address = IPAddress(current.pointee) { addresses.insert(address) }
      entry = current.pointee.ai_next
    }
    return resolution(to: addresses)
  }

  /// Chooses among the addresses of a name.
  static func resolution(to addresses: Set<IPAddress>) -> Resolution {
    guard !addresses.isEmpty else { return .failed(reason: "the name has no address") }
    return .addresses(
      Array(addresses.sorted().prefix(Bounds.addressesForEachName)), total: addresses.count)
  }

  private static func reason(_ code: CInt) -> String {
    switch code {
    case EAI_NONAME: "the name does not exist"
    case EAI_AGAIN: "the name server did not answer"
    case EAI_SYSTEM: SystemCallError.text(of: errno)
    default: gai_strerror(code).map { String(cString: $0) } ?? "resolver error \(code)"
    }
  }
}

extension IPAddress {
  /// The address in an entry of getaddrinfo's list; nil for other families.
  fileprivate init?(_ entry: addrinfo) {
    guard let address = entry.ai_addr else { return nil }
    switch entry.ai_family {
    case AF_INET:
      self = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        .v4(UInt32(bigEndian: $0.pointee.sin_addr.s_addr))
      }
    case AF_INET6:
      self = address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
        withUnsafeBytes(of: pointer.pointee.sin6_addr) {
          .v6(UInt128(bigEndian: $0.loadUnaligned(as: UInt128.self)))
        }
      }
    default:
      return nil
    }
  }
}
