/// One server of the fleet, and where it is reached.
public struct SimulatedServer: Sendable, Hashable {
  /// How it behaves.
  public let behaviour: ServerBehaviour
  /// The loopback address that it is bound to, without brackets: `127.0.0.1`, `::1`.
  public let host: String
  /// The TCP port, chosen by the system.
  public let port: UInt16

  /// The server as a line of a target list, without labels: `127.0.0.1:34567`, `[::1]:34567`.
  public var target: String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }
}
