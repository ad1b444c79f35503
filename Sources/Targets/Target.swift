/// A `key=value` word behind a target: goes into every output, unchanged.
public struct Label: Sendable, Hashable, Codable {
  /// The part before the first `=`; never empty.
  public let key: String
  /// The part after the first `=`; may be empty.
  public let value: String

  /// Makes a label.
  public init(key: String, value: String) {
    self.key = key
    self.value = value
  }
}

/// One entry of a target list as its writer meant it. A class, because every endpoint of a block shares it.
public final class Target: Sendable {
  /// The entry as the user wrote it, without labels: `10.0.0.0/24`, `https://api.example.com:6443`,
  /// `192.0.2.1:6443 tls-server-name=api.example.com`.
  public let text: String
  /// The name that goes into SNI and `Host`, in ASCII (A-labels, RFC 5890), lower case and without a trailing
  /// dot: that of the target, or the one that `tls-server-name=` gives it. Nil where an address is asked for itself.
  public let serverName: String?
  /// What stands before every path that is asked, as `/k8s/clusters/c-m-1`; empty where nothing does.
  public let pathPrefix: String
  /// The proxy through which the target is asked, as its entry names it; nil where it names none.
  public let proxy: ProxyURL?
  /// The labels behind the entry, in their order.
  public let labels: [Label]

  /// Makes a target.
  public init(
    text: String, serverName: String? = nil, pathPrefix: String = "", proxy: ProxyURL? = nil,
    labels: [Label] = []
  ) {
    self.proxy = proxy
    self.text = text
    self.serverName = serverName
    self.pathPrefix = pathPrefix
    self.labels = labels
  }

  /// Whether a text can stand before paths: as a list demands it, so that it can stand in a URL and a request line.
  public static func isPathPrefix(_ text: String) -> Bool {
    guard let prefix = try? PathPrefix.checked(Array(text.utf8)[...]) else { return false }
    return prefix.count == text.utf8.count && text.utf8.first == UInt8(ascii: "/")
  }

  /// The proxy that the text of a target names; nil where it names none.
  public static func proxy(behind text: String) -> ProxyURL? { ProxyWord.proxy(behind: text) }

  /// The name that leads to the target; nil where it is an address, whatever name it is asked under.
  public var hostName: String? {
    guard ServerNameWord.isBehind(text) else { return serverName }
    let written = Array(text.utf8.prefix { !$0.isLineSpace })
    guard case .name(let name)? = (try? HostText(written[...]))?.host else { return nil }
    return HostName.withoutTrailingDot(name)
  }
}

extension Target: Hashable {
  /// Two targets are equal when their text, name, prefix, proxy and labels are.
  public static func == (left: Target, right: Target) -> Bool {
    left === right
      || (left.text == right.text && left.serverName == right.serverName && left.labels == right.labels
        && left.pathPrefix == right.pathPrefix && left.proxy == right.proxy)
  }

  /// Hashes what `==` compares.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(text)
    hasher.combine(serverName)
    hasher.combine(labels)
  }
}
