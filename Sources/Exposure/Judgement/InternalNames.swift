import Targets

/// Which names and addresses of a certificate tell something of the network behind it.
enum InternalNames {
  /// The entries that are private, in the certificate's order. What every API server's certificate holds tells nothing,
  /// nor does the address or name that was asked.
  static func among(_ names: [String], of endpoint: Endpoint) -> [String] {
    names.filter { text in
      if let address = IPAddress(text) { return address != endpoint.address && isPrivate(address) }
      let name = text.lowercased()
      return !everywhere.contains(name) && name != endpoint.target.serverName && isInternal(name)
    }
  }

  /// Whether an address is reachable from within only: RFC 1918, RFC 6598 (CGNAT), RFC 3927 and RFC 4291 §2.5.6
  /// (link-local), RFC 4193.
  static func isPrivate(_ address: IPAddress) -> Bool {
    privateBlocks.contains { $0.contains(address) }
  }

  /// Whether the internet can reach an address: it is no private one, and none of this machine (RFC 1122 §3.2.1.3, RFC 4291
  /// §2.5.3).
  static func isReachableFromOutside(_ address: IPAddress) -> Bool {
    !isPrivate(address) && !loopbackBlocks.contains { $0.contains(address) }
  }

  /// Whether a name is one that only an internal resolver knows: a single label, one of the endings that networks use
  /// for themselves, or a node's name that spells its private address (`ip-10-0-3-7.example.com`).
  static func isInternal(_ name: String) -> Bool {
    let labels = name.split(separator: ".")
    guard let first = labels.first, let last = labels.last else { return false }
    if labels.count == 1 { return true }
    if endings.contains(String(last)) || labels.dropFirst().contains("svc") || name.hasSuffix(".home.arpa") {
      return true
    }
    return spelledAddress(first).map(isPrivate) ?? false
  }

  private static let everywhere: Set = [
    "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster",
    "kubernetes.default.svc.cluster.local", "openshift", "openshift.default", "openshift.default.svc",
    "openshift.default.svc.cluster.local", "localhost", "localhost.localdomain",
  ]

  private static let endings: Set = [
    "internal", "local", "localdomain", "corp", "lan", "intranet", "home", "private", "svc", "default",
  ]

  private static let loopbackBlocks = blocks([("127.0.0.0", 8), ("::1", 128)])

  private static let privateBlocks = blocks([
    ("10.0.0.0", 8), ("172.16.0.0", 12), ("192.168.0.0", 16), ("100.64.0.0", 10), ("169.254.0.0", 16),
    ("fc00::", 7), ("fe80::", 10),
  ])

  private static func blocks(_ blocks: [(String, Int)]) -> [AddressBlock] {
    blocks.compactMap { text, length in
      IPAddress(text).flatMap { AddressBlock(network: $0, prefixLength: length) }
    }
  }

  /// `ip-10-0-3-7`, as cloud providers name machines.
  private static func spelledAddress(_ label: Substring) -> IPAddress? {
    guard label.hasPrefix("ip-") else { return nil }
    return IPAddress(
      label.dropFirst(3).split(separator: "-", omittingEmptySubsequences: false).joined(separator: "."))
  }
}
