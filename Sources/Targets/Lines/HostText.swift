/// The first word of a line: a host with what may be around it, a scheme and a port.
struct HostText {
  let host: Host
  let port: UInt16?
  let transport: Transport
  /// The path of a URL without a slash at its end; empty for none.
  let pathPrefix: ArraySlice<UInt8>

  /// Reads the word of a target, in valid UTF-8.
  init(_ word: ArraySlice<UInt8>) throws(LineProblem) {
    if let scheme = Self.schemeEnd(in: word) {
      try Self.checkFields(word[(scheme + 3)...].prefix { !"/?#".utf8.contains($0) })
      self = try Self.url(scheme: word[..<scheme], rest: word[(scheme + 3)...])
    } else {
      try Self.checkFields(word)
      try self.init(hostAndPort: word)
    }
  }

  private static func checkFields(_ text: ArraySlice<UInt8>) throws(LineProblem) {
    let fields = TableText.fieldCount(of: text)
    guard fields == 1 else { throw .severalFields(fields) }
  }

  /// Reads what is behind the `!` of an exclusion, in valid UTF-8.
  init(exclusion word: ArraySlice<UInt8>) throws(LineProblem) {
    guard !word.isEmpty else { throw .emptyExclusion }
    guard Self.schemeEnd(in: word) == nil else { throw .exclusionIsURL }
    try self.init(hostAndPort: word)
  }

  private init(
    host: Host, port: UInt16?, transport: Transport = .tls, pathPrefix: ArraySlice<UInt8> = []
  ) {
    self.host = host
    self.port = port
    self.transport = transport
    self.pathPrefix = pathPrefix
  }

  private init(hostAndPort word: ArraySlice<UInt8>) throws(LineProblem) {
    let colon = UInt8(ascii: ":")
    if word.first == UInt8(ascii: "[") {
      self = try Self.bracketed(word)
    } else if let first = word.firstIndex(of: colon) {
      if word[(first + 1)...].contains(colon) {
        // Dots in front of the first colon are a host's: `::ffff:192.0.2.1` has its dots at the end.
        guard !word[..<first].contains(UInt8(ascii: ".")) else { throw .severalColons }
        self.init(host: try IPv6Host.host(word), port: nil)
      } else {
        let port = try Self.port(word[(first + 1)...])
        self.init(host: try IPv4Host.hostOrName(word[..<first]), port: port)
      }
    } else {
      self.init(host: try IPv4Host.hostOrName(word), port: nil)
    }
  }

  private static func bracketed(_ word: ArraySlice<UInt8>) throws(LineProblem) -> HostText {
    guard let end = word.firstIndex(of: UInt8(ascii: "]")) else { throw .bracketOpen }
    let host = try IPv6Host.host(word[(word.startIndex + 1)..<end])
    let behind = word[(end + 1)...]
    guard let colon = behind.first else { return HostText(host: host, port: nil) }
    guard colon == UInt8(ascii: ":") else {
      throw .behindBracket(String(decoding: behind, as: UTF8.self))
    }
    return HostText(host: host, port: try port(behind.dropFirst()))
  }

  private static func port(_ digits: ArraySlice<UInt8>) throws(LineProblem) -> UInt16 {
    guard let port = UInt16(port: digits) else { throw .badPort(String(decoding: digits, as: UTF8.self)) }
    return port
  }
}

extension HostText {
  /// Where the `://` of a URL begins.
  private static func schemeEnd(in word: ArraySlice<UInt8>) -> Int? {
    guard let colon = word.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    return word[colon...].starts(with: "://".utf8) ? colon : nil
  }

  /// Reads what RFC 3986 §3.2 calls an authority, and the path behind it.
  private static func url(
    scheme: ArraySlice<UInt8>, rest: ArraySlice<UInt8>
  ) throws(LineProblem) -> HostText {
    let name = String(decoding: scheme, as: UTF8.self)
    let transport: Transport
    if name.equalsIgnoringASCIICase("https") {
      transport = .tls
    } else if name.equalsIgnoringASCIICase("http") {
      transport = .plain
    } else {
      throw .unsupportedScheme(name)
    }
    let authority = rest.prefix { !"/?#".utf8.contains($0) }
    let prefix = try path(rest[authority.endIndex...], behind: authority)
    guard !authority.contains(UInt8(ascii: "@")) else { throw .urlHasUser }
    let colons = authority.count { $0 == UInt8(ascii: ":") }
    guard authority.first == UInt8(ascii: "[") || colons <= 1 else {
      throw .notIPv6(String(decoding: authority, as: UTF8.self))
    }
    let host = try HostText(hostAndPort: authority)
    if case .block(let block) = host.host, block.first != block.last || authority.contains(UInt8(ascii: "-"))
    {
      throw .urlIsBlock
    }
    return HostText(
      host: host.host, port: host.port ?? (transport == .tls ? 443 : 80), transport: transport,
      pathPrefix: prefix)
  }

  private static func path(
    _ end: ArraySlice<UInt8>, behind authority: ArraySlice<UInt8>
  ) throws(LineProblem) -> ArraySlice<UInt8> {
    let path = end.prefix { !"?#".utf8.contains($0) }
    switch end[path.endIndex...].first {
    case UInt8(ascii: "?"): throw .urlHasQuery
    case UInt8(ascii: "#"): throw .urlHasFragment
    default: break
    }
    let isPrefixLength = path.count > 1 && path.dropFirst().allSatisfy(\.isASCIIDigit)
    if isPrefixLength, IPv4Text.quickValue(of: authority) != nil { throw .urlIsBlock }
    return try PathPrefix.checked(path)
  }
}
