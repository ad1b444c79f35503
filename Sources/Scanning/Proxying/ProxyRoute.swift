import Targets

/// The way through a proxy: where it was found, and what it is told.
public struct ProxyRoute: Sendable, Hashable {
  /// The proxy.
  public let url: ProxyURL
  /// Its address.
  public let address: IPAddress
  /// What it is told where it asks who connects; nil for nothing.
  public let credentials: ProxyCredentials?

  /// Makes a way.
  public init(_ url: ProxyURL, at address: IPAddress, credentials: ProxyCredentials? = nil) {
    self.url = url
    self.address = address
    self.credentials = credentials
  }
}

/// A connection that a proxy is asked for.
struct TunnelRequest: Sendable, Hashable {
  /// Where it shall lead.
  enum Place: Sendable, Hashable {
    case address(IPAddress)
    /// A name that the proxy resolves, in ASCII and at most 253 bytes long.
    case name(String)
  }

  let place: Place
  let port: UInt16
  let credentials: ProxyCredentials?
  let scheme: ProxyURL.Scheme

  /// A connection to an endpoint; nil where nobody knows where it is.
  init?(to endpoint: Endpoint, through route: ProxyRoute) {
    if let address = endpoint.address {
      place = .address(address)
    } else if let name = endpoint.target.hostName {
      place = .name(name)
    } else {
      return nil
    }
    port = endpoint.port
    credentials = route.credentials
    scheme = route.url.scheme
  }
}
