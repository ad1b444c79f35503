import Exposure
import Targets
import NIOConcurrencyHelpers
import NIOCore
import PortableLibc

/// What a name led to.
enum Resolution: Sendable, Hashable {
  /// The addresses, each once: IPv4 before IPv6, each by its number, so that the order is the same tomorrow. Of very many
  /// the lowest by number, `Bounds.addressesForEachName`, whatever the order of the name server; `total` is how many there
  /// are.
  case addresses([IPAddress], total: Int)
  /// The name has none, and why.
  case none(reason: String)
  /// Nobody knows: the name server did not answer or could not, or nobody asked it. Says nothing of the name.
  case failed(reason: String)
}

/// Turns names into addresses with the system's own `getaddrinfo`, many at a time on threads of its own.
final class Resolver: Sendable {
  /// A name that was asked for; poll `answer` after each notification.
  final class Lookup: Sendable {
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
        return .failed(reason: "its name was not resolved: the name server did not answer in time")
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
  private let threads: LookUpThreads
  private let onChange: @Sendable () -> Void

  /// `onChange` is called on one of the resolver's threads whenever a look-up moved on. The time of a look-up runs on
  /// the scan's clock.
  init(
    families: AddressFamilies, threads: Int, clock: DeadlineClock, onChange: @escaping @Sendable () -> Void
  ) {
    self.families = families
    self.clock = clock
    self.onChange = onChange
    self.threads = LookUpThreads(most: threads)
  }

  /// Lets go of the threads, at any time; one that still waits for the system is not waited for.
  func shutDown() {
    threads.stop()
  }

  /// Begins a look-up; returns at once. The threads start with the first ones.
  func ask(_ name: String) -> Lookup {
    let lookup = Lookup()
    threads.submit { [families, clock, onChange] turn in
      switch turn {
      case .now:
        lookup.state.withLockedValue { $0 = .asked(at: clock.now()) }
        onChange()
        let resolution = Self.lookUp(name, families: families)
        lookup.state.withLockedValue { $0 = .answered(resolution) }
      case .stopped:
        lookup.state.withLockedValue { $0 = .answered(.failed(reason: "the scan was ended")) }
      case .noThread(let reason):
        lookup.state.withLockedValue {
          $0 = .answered(
            .failed(reason: "its name was not resolved: no thread could be started: \(reason)"))
        }
      }
      onChange()
    }
    return lookup
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
    let error = errno
    guard code == 0 else { return failure(code, errno: error) }

    // One answer of a name server has 64 KiB, which bounds the list.
    var addresses: Set<IPAddress> = []
    var entry = list
    while let current = entry {
      if let address = IPAddress(current.pointee) { addresses.insert(address) }
      entry = current.pointee.ai_next
    }
    // An IPv4-mapped address is reached over IPv4.
    if families == .v6Only { addresses = addresses.filter { if case .v6 = $0 { true } else { false } } }
    return resolution(to: addresses)
  }

  /// Chooses among the addresses of a name.
  static func resolution(to addresses: Set<IPAddress>) -> Resolution {
    guard !addresses.isEmpty else { return .none(reason: "the name server knows none") }
    return .addresses(
      Array(addresses.sorted().prefix(Bounds.addressesForEachName)), total: addresses.count)
  }

  /// What a code of getaddrinfo(3) says of a name. Only that the name or its addresses do not exist is a fact about the
  /// name: SERVFAIL, REFUSED and silence are EAI_AGAIN or EAI_FAIL.
  static func failure(_ code: CInt, errno: CInt = 0) -> Resolution {
    switch code {
    case EAI_NONAME: return .none(reason: "the name does not exist")
    case nameHasNoAddress: return .none(reason: "the name server knows none")
    case nameHasNoAddressOfFamily: return .none(reason: "the name server knows none of the wanted kind")
    default: break
    }
    let cause =
      switch code {
      case EAI_AGAIN: "the name server did not answer, or said that it failed"
      case EAI_SYSTEM: systemReason(errno)
      default: gai_strerror(code).map { String(cString: $0) } ?? "resolver error \(code)"
      }
    return .failed(reason: "its name was not resolved: \(cause)")
  }
}

extension IPAddress {
  /// An address that a name leads to: an IPv4-mapped one (RFC 4291 §2.5.5.2) is the IPv4 address, which may stand beside
  /// it.
  init(unmapping number: UInt128) {
    self = number >> 32 == 0xFFFF ? .v4(UInt32(truncatingIfNeeded: number)) : .v6(number)
  }

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
          IPAddress(unmapping: UInt128(bigEndian: $0.loadUnaligned(as: UInt128.self)))
        }
      }
    default:
      return nil
    }
  }
}
