import Targets

/// The command by which a person sees whether an endpoint can be reached: it goes the way of the scan.
struct ReachCheck: Sendable, Hashable {
  var host = "HOST"
  var port: UInt16 = 6443
  var transport = Transport.tls
  /// What stands before the paths of the API server; empty for most.
  var pathPrefix = ""
  /// Through which the endpoint is asked; nil for none.
  var proxy: ProxyURL?

  /// An endpoint that nobody knows.
  init(proxy: ProxyURL? = nil) { self.proxy = proxy }

  /// The first endpoint of a destination. A proxy of its own goes before the one of the scan.
  init(_ destination: Destination, proxy: ProxyURL?) {
    switch destination.host {
    case .name(let name): host = name
    case .address(let address): host = address.uriHost
    }
    port = destination.ports.first ?? port
    transport = destination.transport
    pathPrefix = destination.target.pathPrefix
    self.proxy = destination.target.proxy ?? proxy
  }

  /// Asks the endpoint for its version, in TLS or in the clear.
  var command: String {
    let way = proxy.map { " --proxytunnel --proxy \($0)" } ?? ""
    let place = "\(host):\(port)\(pathPrefix)/version"
    return switch transport {
    case .tls: "curl -vk --max-time 5\(way) https://\(place)"
    case .plain: "curl -v --max-time 5\(way) http://\(place)"
    }
  }

  /// Asks for the addresses of its name.
  var nameCommand: String { "getent ahosts \(host)" }
}
