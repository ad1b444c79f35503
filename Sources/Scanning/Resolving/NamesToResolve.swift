import Targets

/// The names that are resolved here before a destination can be asked.
struct NamesToResolve {
  /// The name of the proxy that its target names; nil where that is an address, or there is none.
  let proxy: String?
  /// Its own name; nil where it is an address, or a proxy resolves it.
  let host: String?

  /// `scanProxy` is the proxy through which targets are asked that name none.
  init(for destination: Destination, behind scanProxy: ProxyURL?) {
    let own = destination.target.proxy
    proxy = own?.hostName
    let isLeftToProxy = (own ?? scanProxy)?.resolvesNames == true
    if case .name(let name) = destination.host, !isLeftToProxy { host = name } else { host = nil }
  }

  /// How many there are: most destinations have none.
  var count: Int { (proxy == nil ? 0 : 1) + (host == nil ? 0 : 1) }

  /// All of them, in the order in which they are asked.
  var all: [String] { count == 0 ? [] : [proxy, host].compactMap(\.self) }
}
