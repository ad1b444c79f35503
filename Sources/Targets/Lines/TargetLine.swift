/// What one line of a target list says.
public enum TargetLine: Sendable, Hashable {
  /// Something to be scanned.
  case target(TargetEntry)
  /// `!` and something to be left out.
  case exclusion(Exclusion)

  /// The longest line that is read, in bytes: a name has at most 253, the rest is for labels.
  public static let longestLine = 4096

  /// Reads one line without its line feed; nil for a blank line or a comment, which may hold anything.
  public init?(_ line: String) throws(LineProblem) {
    self.init(try Self.parse(Array(line.utf8)[...]))
  }

  private init?(_ line: TargetLine?) {
    guard let line else { return nil }
    self = line
  }

  /// Whether a line begins as an exclusion does: most lines do not, and need not be read for it.
  static func mayBeExclusion(_ line: ArraySlice<UInt8>) -> Bool {
    line.first { !$0.isLineSpace } == UInt8(ascii: "!")
  }

  /// - Parameter isFirst: Whether it is the first line of a file that holds something; it may be a table's header.
  static func parse(_ line: ArraySlice<UInt8>, isFirst: Bool = false) throws(LineProblem) -> TargetLine? {
    guard let words = try LineWords(line) else { return nil }
    let written = words.first
    if isFirst, TableText.isHeader(written) {
      throw .tableHeader(String(decoding: written, as: UTF8.self))
    }
    if written.first == UInt8(ascii: "!") {
      let exclusion = Exclusion(try HostText(exclusion: written.dropFirst()))
      try words.checkLabels()
      return .exclusion(exclusion)
    }
    let host = try HostText(written)
    switch host.host {
    case .block(let block):
      if let reason = block.nonHost { throw .namesNoHost(block, reason) }
    case .name:
      // Tokens have the form of names, and would go to a name server and into every report.
      if SecretSign.isToken(written) { throw .token }
    }
    try words.checkLabels()
    let entry = TargetEntry(
      text: written, words: words, host: host, serverName: try ServerNameWord.name(in: words.rest),
      proxy: try ProxyWord.proxy(in: words.rest))
    if case .block(let block) = host.host, block.first != block.last {
      guard entry.serverName == nil else { throw .serverNameOfBlock }
      guard entry.proxy == nil else { throw .proxyOfBlock }
    }
    return .target(entry)
  }
}

/// A target with its labels, as one line says it.
public struct TargetEntry: Sendable, Hashable {
  /// The name, address, block or range.
  public let host: Host
  /// The port that the target itself names, or nil where the ports of the whole list count. A URL without a port
  /// has its scheme's: 443 for `https://`, 80 for `http://`.
  public let port: UInt16?
  /// `.plain` for `http://`, otherwise `.tls`.
  public let transport: Transport
  /// The name that `tls-server-name=` gives to the target; nil where nothing does.
  public let serverName: String?
  /// The proxy that `proxy-url=` gives to the target; nil where nothing does.
  public let proxy: ProxyURL?

  /// What stands before the paths that are asked; empty where nothing does.
  let pathPrefix: ArraySlice<UInt8>
  let text: ArraySlice<UInt8>
  let labelWords: ArraySlice<UInt8>

  fileprivate init(
    text: ArraySlice<UInt8>, words: LineWords, host: HostText, serverName: String?, proxy: ProxyURL?
  ) {
    self.host = host.host
    port = host.port
    transport = host.transport
    pathPrefix = host.pathPrefix
    self.serverName = serverName
    self.proxy = proxy
    self.text = text
    labelWords = words.rest
  }

  /// A name for what differs from its host by the way it is asked, under a prefix or another name or through a proxy of
  /// its own; nil for all others. No host is called so.
  var ownName: String? {
    guard serverName != nil || !pathPrefix.isEmpty || proxy != nil else { return nil }
    let place =
      switch host {
      case .name(let name): name
      case .block(let block): block.first.description
      }
    let given = serverName.flatMap { $0 == place ? nil : $0 } ?? ""
    let way = "\(given) \(String(decoding: pathPrefix, as: UTF8.self))"
    if let proxy { return "\(place) \(way) \(proxy)" }
    guard !given.isEmpty || !pathPrefix.isEmpty else { return nil }
    return "\(place) \(way)"
  }

  private var labels: [Label] {
    let words = LineWords.words(of: labelWords)
    guard serverName != nil || proxy != nil else { return words.map(Label.init(word:)) }
    return words.filter { !ServerNameWord.isOne($0) && !ProxyWord.isOne($0) }.map(Label.init(word:))
  }

  /// A new target of this text, name and labels; made only when asked for, because a list may have millions.
  public var target: Target {
    let written = String(decoding: text, as: UTF8.self)
    let hostName: String? =
      switch host {
      case .name(let name): HostName.withoutTrailingDot(name)
      case .block: nil
      }
    let named = serverName.map { ServerNameWord.text(written, name: $0) } ?? written
    return Target(
      text: proxy.map { ProxyWord.text(named, proxy: $0) } ?? named,
      serverName: serverName ?? hostName,
      pathPrefix: String(decoding: pathPrefix, as: UTF8.self),
      proxy: proxy,
      labels: labels
    )
  }

  /// Its labels; nil where it has none.
  var ownLabels: [Label]? {
    guard !labelWords.isEmpty else { return nil }
    let labels = labels
    return labels.isEmpty ? nil : labels
  }
}

extension Label {
  fileprivate init(word: ArraySlice<UInt8>) {
    let parts = word.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
    self.init(
      key: parts.first.map { String(decoding: $0, as: UTF8.self) } ?? "",
      value: parts.dropFirst().first.map { String(decoding: $0, as: UTF8.self) } ?? ""
    )
  }
}
