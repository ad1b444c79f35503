/// What makes an endpoint the same one in two scans: where it is and under which name it is asked. The line of the
/// list that it comes from may change, from a block to an address of it say.
public struct EndpointIdentity: Sendable, Hashable {
  /// The name in SNI and `Host`; nil where an address is asked for itself.
  public var serverName: String?
  /// The address; nil where the name has none.
  public var address: IPAddress?
  /// The TCP port.
  public var port: UInt16
  /// How the target is to be asked.
  public var transport: Transport
  /// What stands before every path that is asked; empty where nothing does. Behind one address a proxy may have many
  /// clusters.
  public var pathPrefix: String
  /// The proxy that its entry of the list names, as a URL; empty for none. Behind two proxies one private address is two
  /// hosts.
  public var proxy: String

  /// Makes an identity.
  public init(
    serverName: String?, address: IPAddress?, port: UInt16, transport: Transport, pathPrefix: String = "",
    proxy: String = ""
  ) {
    self.serverName = serverName
    self.address = address
    self.port = port
    self.transport = transport
    self.pathPrefix = pathPrefix
    self.proxy = proxy
  }

  /// What stands for all addresses of the name where nobody could say which they are.
  package var withoutAddress: EndpointIdentity {
    EndpointIdentity(
      serverName: serverName, address: nil, port: port, transport: transport, pathPrefix: pathPrefix,
      proxy: proxy)
  }

  /// The identity of an endpoint.
  public init(_ endpoint: Endpoint) {
    self.init(
      serverName: endpoint.target.serverName, address: endpoint.address, port: endpoint.port,
      transport: endpoint.transport, pathPrefix: endpoint.target.pathPrefix,
      proxy: endpoint.target.proxy?.description ?? "")
  }
}
