/// The targets of another program's list, as lines of our own: so all rules for lines hold for them, exclusions,
/// duplicates, order and shards among them.
public struct ListedTargets: Sendable {
  /// What was left out of a list on purpose, counted.
  public struct LeftOut: Sendable, Hashable {
    /// Open ports that are not asked for.
    public var otherPorts: UInt64 = 0
    /// Entries of another transport than TCP.
    public var otherTransports: UInt64 = 0
    /// Values too long for a label.
    public var longLabels: UInt64 = 0
    /// Columns whose name says that they hold secrets.
    public var secretColumns: UInt64 = 0
    /// Clusters that are reached through a proxy which cannot be used.
    public var proxies: UInt64 = 0
    /// Clusters that no context names, or contexts without a cluster in the file.
    public var brokenContexts: UInt64 = 0
  }

  /// The longest value of a label, in bytes.
  static let longestLabel = 256
  /// How much of a line is for labels, in bytes: the rest is for the host.
  private static let longestLabels = TargetLine.longestLine - 1280

  /// What was left out.
  public internal(set) var leftOut = LeftOut()

  private(set) var text: [UInt8] = []
  /// The line of the file from which each line of the text comes.
  private(set) var numbers: [UInt32] = []
  private let keptPorts: Set<UInt16>?

  init(keeping ports: PortList? = nil) {
    keptPorts = ports.map { Set($0.ports) }
  }

  /// Takes the lines out.
  mutating func takeLines() -> (text: [UInt8], numbers: [UInt32]) {
    defer {
      text = []
      numbers = []
    }
    return (text, numbers)
  }
}

/// A port as another program's list has it.
enum ListedPort {
  /// The list names none.
  case none
  /// One that was written beside a host by its owner.
  case written(ArraySlice<UInt8>)
  /// One that a scanner found open, and may not be asked for.
  case found(ArraySlice<UInt8>)
}

extension ListedTargets {
  /// Adds a target.
  /// - Parameters:
  ///   - host: A name, an address or a URL, as it is written.
  ///   - port: The port beside it.
  ///   - labels: Keys and values as they are written; white space in them becomes `_`.
  ///   - line: The line of the file, from 1.
  mutating func append(
    _ host: ArraySlice<UInt8>, port: ListedPort = .none,
    labels: [(key: ArraySlice<UInt8>, value: ArraySlice<UInt8>)] = [], line: UInt64
  ) {
    var digits: ArraySlice<UInt8>?
    switch port {
    case .none: break
    case .written(let text): digits = text
    case .found(let text):
      if let keptPorts, let number = UInt16(port: text), !keptPorts.contains(number) {
        leftOut.otherPorts += 1
        return
      }
      digits = text
    }
    appendHost(host, port: digits)
    let start = text.count
    for label in labels { append(label.key, label.value, from: start) }
    text.append(UInt8(ascii: "\n"))
    numbers.append(UInt32(clamping: line))
  }

  /// The same of texts.
  /// - Parameters:
  ///   - port: A port that was found open.
  ///   - name: A name under which the host is asked, where it can be one.
  public mutating func append(
    _ host: String, openPort port: String? = nil, serverName name: String? = nil,
    labels: [(key: String, value: String)] = [], line: UInt64
  ) {
    var labels = labels
    if let name, (try? HostName.ascii(Array(name.utf8)[...])) != nil {
      labels.insert((key: "tls-server-name", value: name), at: 0)
    }
    append(
      Array(host.utf8)[...], port: port.map { .found(Array($0.utf8)[...]) } ?? .none,
      labels: labels.map { (Array($0.key.utf8)[...], Array($0.value.utf8)[...]) }, line: line)
  }

  /// Counts an entry of another transport than TCP.
  public mutating func skipOtherTransport() { leftOut.otherTransports += 1 }

  /// Counts a cluster that is left out because the proxy through which it is reached cannot be used.
  public mutating func skipUnusableProxy() { leftOut.proxies += 1 }

  /// Counts a cluster or a context whose other half is missing.
  public mutating func noteBrokenContext() { leftOut.brokenContexts += 1 }

  /// The host with its port, in one word that is neither an exclusion nor a comment: what a host cannot hold becomes
  /// U+FFFD, which no host can hold either.
  private mutating func appendHost(_ host: ArraySlice<UInt8>, port: ArraySlice<UInt8>?) {
    let colon = UInt8(ascii: ":")
    let isBareIPv6 =
      port != nil && host.first != UInt8(ascii: "[") && host.count(where: { $0 == colon }) > 1
      && !host.containsText("://")
    if let first = host.first, "!#".utf8.contains(first) { text += Self.replacement }
    if isBareIPv6 { text.append(UInt8(ascii: "[")) }
    appendWord(host, replacing: Self.replacement)
    if isBareIPv6 { text.append(UInt8(ascii: "]")) }
    guard let port else { return }
    text.append(colon)
    appendWord(port, replacing: Self.replacement)
  }

  private static let replacement = Array("\u{FFFD}".utf8)

  private mutating func append(_ key: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>, from start: Int) {
    let value = value.trimmed
    guard !value.isEmpty else { return }
    guard value.count <= Self.longestLabel, key.count <= Self.longestLabel,
      text.count - start + key.count + value.count + 2 <= Self.longestLabels
    else {
      leftOut.longLabels += 1
      return
    }
    text.append(UInt8(ascii: " "))
    let begin = text.count
    appendWord(key, replacing: [UInt8(ascii: "_")])
    for index in begin..<text.count where text[index] == UInt8(ascii: "=") { text[index] = UInt8(ascii: "_") }
    if begin == text.count || text[begin] == UInt8(ascii: "#") { text.insert(UInt8(ascii: "_"), at: begin) }
    text.append(UInt8(ascii: "="))
    appendWord(value, replacing: [UInt8(ascii: "_")])
  }

  /// Text as one word: white space and controls are replaced.
  private mutating func appendWord(_ word: ArraySlice<UInt8>, replacing replacement: [UInt8]) {
    for byte in word {
      if byte <= 0x20 || byte == 0x7F { text += replacement } else { text.append(byte) }
    }
  }
}

extension ListedTargets.LeftOut {
  /// A sentence for each kind of thing that was left out.
  public var sentences: [String] {
    var sentences: [String] = []
    if otherPorts > 0 {
      sentences.append("\(counted(otherPorts, "open port")) left out: not among the ports that are asked for")
    }
    if otherTransports > 0 { sentences.append("\(counted(otherTransports, "entry")) left out: not TCP") }
    if longLabels > 0 {
      sentences.append(
        "\(counted(longLabels, "label")) left out: longer than \(ListedTargets.longestLabel) bytes")
    }
    if secretColumns > 0 {
      sentences.append("\(counted(secretColumns, "column")) left out: their names say that they hold secrets")
    }
    if proxies > 0 {
      sentences.append(
        "\(counted(proxies, "cluster")) left out: their proxy-url names a proxy over TLS, contains a user, or is "
          + "something other than socks5://HOST:PORT or http://HOST:PORT")
    }
    if brokenContexts > 0 {
      sentences.append("\(counted(brokenContexts, "context")) left out: their cluster is not in the file")
    }
    return sentences
  }
}

extension ArraySlice<UInt8> {
  /// Without white space around it.
  var trimmed: ArraySlice<UInt8> {
    let content = drop { $0 <= 0x20 }
    guard let last = content.lastIndex(where: { $0 > 0x20 }) else { return content.prefix(0) }
    return content[...last]
  }
}
