import Dispatch
import Exposure
import NIOCore
import Targets

extension ProxyRoute {
  /// Finds a proxy: resolves its name, and takes the first of its addresses that accepts a connection, which is closed
  /// without a word. Waits `patience` for each at most.
  ///
  /// - Parameter origin: Where connections leave this machine.
  /// - Throws: A `ProxyFault`.
  public static func find(
    _ url: ProxyURL, credentials: ProxyCredentials?, from origin: SocketOrigin, patience: Duration
  ) async throws -> ProxyRoute {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "apiexpose.proxy").async {
        continuation.resume(
          with: Result {
            let address = try firstAccepting(url, from: origin, patience: patience)
            return ProxyRoute(url, at: address, credentials: credentials)
          })
      }
    }
  }

  private static func firstAccepting(
    _ url: ProxyURL, from origin: SocketOrigin, patience: Duration
  ) throws(ProxyFault) -> IPAddress {
    let sockets: KernelSockets
    do { sockets = try KernelSockets(from: origin) } catch { throw .unreachable(reason: error.description) }
    let clock = DeadlineClock()
    var dialer = Dialer(sockets, clock: clock)
    var fault = ProxyFault.unreachable(
      reason: "its name leads to no address that can be connected to from here")
    for address in try addresses(of: url) where origin.refusal(of: address) == nil {
      var outcome = dialer.dial(
        address, port: url.port, deadline: clock.now() + TimeAmount(patience), token: 0)
      while outcome == nil { dialer.wait(until: nil) { outcome = $1 } }
      switch outcome {
      case .connected(let descriptor)?:
        sockets.close(descriptor)
        return address
      case .exhausted(let reason)?: fault = .unreachable(reason: reason)
      case let outcome?: fault = outcome.proxyFault ?? fault
      case nil: break
      }
    }
    throw fault
  }

  private static func addresses(of url: ProxyURL) throws(ProxyFault) -> [IPAddress] {
    switch url.host {
    case .address(let address): return [address]
    case .name(let name):
      switch Resolver.lookUp(name, families: .any) {
      case .addresses(let addresses, _): return addresses
      case .none(let reason): throw .unreachable(reason: "its name has no address: \(reason)")
      case .failed(let reason): throw .unreachable(reason: reason)
      }
    }
  }
}
