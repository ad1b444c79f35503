/// How the paths are asked on an endpoint.
public enum Transport: String, Sendable, Hashable, Codable {
  /// HTTP/1.1 inside TLS; a target with no scheme or with `https://`.
  case tls
  /// HTTP/1.1 in the clear; a target with `http://`.
  case plain
}

/// One address and port of a target: what is connected to, observed once, and becomes one row.
public struct Endpoint: Sendable, Hashable {
  /// The entry of the list that this endpoint comes from.
  public let target: Target
  /// The address to connect to, or nil when the target's name has no address.
  public let address: IPAddress?
  /// The TCP port, 1 to 65535.
  public let port: UInt16
  /// Whether the paths are asked inside TLS or in the clear.
  public let transport: Transport
  /// Where it stands in its list; nil where that is not known.
  public let place: ListPlace?

  /// Makes an endpoint.
  public init(
    target: Target, address: IPAddress?, port: UInt16, transport: Transport, place: ListPlace? = nil
  ) {
    self.target = target
    self.address = address
    self.port = port
    self.transport = transport
    self.place = place
  }

  /// What goes into the `Host` header: the name, or the address literal, with the port where it is not
  /// the scheme's default (RFC 9110 §7.2).
  public var hostHeader: String {
    let host = target.serverName ?? address?.uriHost ?? ""
    let isDefaultPort = port == (transport == .tls ? 443 : 80)
    return isDefaultPort ? host : "\(host):\(port)"
  }
}

extension Endpoint: CustomStringConvertible {
  /// `192.0.2.1:6443`, `[2001:db8::1]:6443`; the name where there is no address.
  public var description: String {
    "\(address?.uriHost ?? target.serverName ?? target.text):\(port)"
  }
}
