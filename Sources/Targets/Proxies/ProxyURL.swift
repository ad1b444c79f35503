/// Where a proxy listens and how it is spoken to, without user and password: `socks5h://192.0.2.1:1080`. A class, because
/// every endpoint behind it shares it.
public final class ProxyURL: Sendable {
  /// What is spoken to a proxy.
  public enum Scheme: String, Sendable, Hashable, CaseIterable {
    /// SOCKS 5 (RFC 1928); names are resolved here.
    case socks5
    /// SOCKS 5; names are resolved by the proxy.
    case socks5h
    /// CONNECT over HTTP/1.1 (RFC 9110 §9.3.6); names are resolved by the proxy, as with every client of such proxies.
    case http
  }

  /// What is spoken to it.
  public let scheme: Scheme
  /// Its name or address.
  public let host: DestinationHost
  /// Its port.
  public let port: UInt16
  /// The URL in one form, always with the port.
  public let description: String

  /// Reads a URL.
  public convenience init(_ text: String) throws(ProxyURLProblem) {
    try self.init(Array(text.utf8)[...])
  }

  init(_ text: ArraySlice<UInt8>) throws(ProxyURLProblem) {
    guard text.count <= Self.longest else { throw .tooLong }
    guard let end = text.firstIndex(ofText: "://".utf8) else { throw .noScheme }
    let scheme = try Self.scheme(text[..<end])
    let (host, port) = try Self.hostAndPort(text[(end + 3)...])
    self.scheme = scheme
    self.host = host
    self.port = port ?? scheme.usualPort
    let place =
      switch host {
      case .name(let name): name
      case .address(let address): address.uriHost
      }
    description = "\(scheme.rawValue)://\(place):\(self.port)"
  }

  /// Whether the names of targets are left to the proxy: nobody here learns their addresses.
  public var resolvesNames: Bool {
    switch scheme {
    case .socks5: false
    case .socks5h, .http: true
    }
  }

  /// The name of its host; nil where it is an address.
  public var hostName: String? {
    if case .name(let name) = host { name } else { nil }
  }

  /// The same proxy, with names left to it.
  public var resolvingNames: String {
    scheme == .socks5 ? "socks5h" + description.dropFirst(Scheme.socks5.rawValue.count) : description
  }

  /// The longest URL, in bytes: with its port it still fits a word of a list.
  static let longest = 240
}

extension ProxyURL: Hashable, CustomStringConvertible {
  /// Two are equal when all that they say is.
  public static func == (left: ProxyURL, right: ProxyURL) -> Bool {
    left === right || left.description == right.description
  }

  /// Hashes what `==` compares.
  public func hash(into hasher: inout Hasher) { hasher.combine(description) }
}

/// Why a text is no proxy that can be used. None of its sentences quotes the text, which may hold a password.
public enum ProxyURLProblem: Error, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  /// There is no `://`.
  case noScheme
  /// The scheme is `https`: TLS to the proxy itself.
  case tls
  /// Any other scheme.
  case unsupportedScheme
  /// A user or a password stands in it.
  case hasUser
  /// Something stands behind the port.
  case hasPath
  /// The host or the port is not understood.
  case badHost
  /// It is longer than any host needs.
  case tooLong

  /// What is wrong and what to write instead.
  public var description: String {
    switch self {
    case .noScheme: "the URL of a proxy begins with socks5://, socks5h:// or http://"
    case .tls:
      "a proxy that is spoken to over TLS (https://) is not supported; use one of socks5://, socks5h:// and http://"
    case .unsupportedScheme: "only proxies of socks5://, socks5h:// and http:// are supported"
    case .hasUser:
      "a user and a password do not belong in the URL of a proxy, which reports and process lists show"
    case .hasPath: "the URL of a proxy ends behind its port"
    case .badHost: "the URL of a proxy names one host and one port, as in socks5://192.0.2.1:1080"
    case .tooLong: "the URL of a proxy has more than \(ProxyURL.longest) bytes"
    }
  }
}

extension ProxyURL.Scheme {
  /// The port where the URL has none: that of IANA's registry for socks, that of the scheme for http.
  fileprivate var usualPort: UInt16 {
    switch self {
    case .socks5, .socks5h: 1080
    case .http: 80
    }
  }
}

extension ProxyURL {
  private static func scheme(_ text: ArraySlice<UInt8>) throws(ProxyURLProblem) -> Scheme {
    let name = String(decoding: text, as: UTF8.self)
    if name.equalsIgnoringASCIICase("https") { throw .tls }
    guard let scheme = Scheme.allCases.first(where: { name.equalsIgnoringASCIICase($0.rawValue) }) else {
      throw .unsupportedScheme
    }
    return scheme
  }

  private static func hostAndPort(
    _ text: ArraySlice<UInt8>
  ) throws(ProxyURLProblem) -> (DestinationHost, UInt16?) {
    guard !text.contains(UInt8(ascii: "@")) else { throw .hasUser }
    let authority = text.prefix { !"/?#".utf8.contains($0) }
    let behind = text[authority.endIndex...]
    guard behind.isEmpty || behind.elementsEqual("/".utf8) else { throw .hasPath }
    guard String(validating: authority, as: UTF8.self) != nil, let read = try? HostText(exclusion: authority)
    else { throw .badHost }
    switch read.host {
    case .name(let name): return (.name(name), read.port)
    case .block(let block):
      guard block.first == block.last, block.nonHost == nil else { throw .badHost }
      return (.address(block.first), read.port)
    }
  }
}
