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
    return .target(TargetEntry(text: written, words: words, host: host))
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

  let text: ArraySlice<UInt8>
  let labelWords: ArraySlice<UInt8>

  fileprivate init(text: ArraySlice<UInt8>, words: LineWords, host: HostText) {
    self.host = host.host
    port = host.port
    transport = host.transport
    self.text = text
    labelWords = words.rest
  }

  /// A new target of this text, name and labels; made only when asked for, because a list may have millions.
  public var target: Target {
    let serverName: String? =
      switch host {
      case .name(let name): HostName.withoutTrailingDot(name)
      case .block: nil
      }
    return Target(
      text: String(decoding: text, as: UTF8.self),
      serverName: serverName,
      labels: LineWords.words(of: labelWords).map(Label.init(word:))
    )
  }

  /// Its labels; nil where it has none.
  var ownLabels: [Label]? {
    let words = LineWords.words(of: labelWords)
    return words.isEmpty ? nil : words.map(Label.init(word:))
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
