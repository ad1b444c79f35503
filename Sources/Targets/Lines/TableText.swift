/// What tells a line of a table (CSV) from a target.
enum TableText {
  /// Names of columns that hold hosts, as zmap (`saddr`), masscan, Shodan (`ip_str`), inventories and people write
  /// them. A host that is called so is written with a trailing dot or a port.
  private static let hostColumns: Set<String> = [
    "saddr", "daddr", "ip", "ips", "ip_str", "ip_addr", "ip-addr", "ipaddr", "ip_address", "ip-address",
    "ipaddress",
    "ipv4", "ipv6", "addr", "address", "addresses", "host", "hosts", "hostname", "hostnames", "host_name",
    "host-name",
    "fqdn", "dns_name", "domain", "domains", "target", "targets", "url", "urls", "endpoint", "endpoints",
    "server",
    "ip address",
  ]
  private static let longestColumn = 16

  /// Whether a word is the name of a column that holds hosts.
  static func isHeader(_ word: ArraySlice<UInt8>) -> Bool {
    word.count <= longestColumn
      && hostColumns.contains(String(decoding: word.map(\.asciiLowercased), as: UTF8.self))
  }

  /// How many fields between commas or semicolons a word has; 1 for a word without any.
  static func fieldCount(of word: ArraySlice<UInt8>) -> Int {
    1 + word.count(where: \.isFieldSeparator)
  }

  /// Whether the lines of a text, without blank ones and comments, are a table's: a header that is known, or fields
  /// between separators in each.
  static func isTable(_ lines: [ArraySlice<UInt8>]) -> Bool {
    guard let first = lines.first else { return false }
    let quote = UInt8(ascii: "\"")
    let header = first.split(whereSeparator: { $0.isFieldSeparator || $0 == UInt8(ascii: "\t") })
      .map { $0.trimming { $0.isLineSpace || $0 == quote } }
    if header.count > 1 || first.first == quote, header.contains(where: isHeader) { return true }
    return lines.count > 1 && lines.allSatisfy { $0.first == quote || hasFields($0) }
  }

  /// Whether the first word has several fields, or a tab parts it from something that is no label.
  private static func hasFields(_ line: ArraySlice<UInt8>) -> Bool {
    if fieldCount(of: line.prefix { !$0.isLineSpace }) > 1 { return true }
    let cells = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
    return cells.count > 1 && !cells[1].contains(UInt8(ascii: "="))
  }
}

extension UInt8 {
  fileprivate var isFieldSeparator: Bool { self == UInt8(ascii: ",") || self == UInt8(ascii: ";") }
}

extension ArraySlice<UInt8> {
  fileprivate func trimming(_ isTrimmed: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let content = drop(while: isTrimmed)
    guard let last = content.lastIndex(where: { !isTrimmed($0) }) else { return content.prefix(0) }
    return content[...last]
  }
}
