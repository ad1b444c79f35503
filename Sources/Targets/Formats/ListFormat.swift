/// What a list of targets is written in: lines of our own, or the files that other programs write.
public enum ListFormat: String, Sendable, Hashable, CaseIterable {
  /// One target a line.
  case lines
  /// A table with a header, its fields between commas, semicolons or tabs (RFC 4180).
  case csv
  /// JSON Lines that apiexpose wrote.
  case results
  /// What nmap and masscan write with `-oG`.
  case nmapGrepable = "nmap-grepable"
  /// What nmap and masscan write with `-oX`.
  case nmapXML = "nmap-xml"
  /// What masscan writes with `-oJ`.
  case masscanJSON = "masscan-json"
  /// What masscan writes with `-oL`.
  case masscanList = "masscan-list"
  /// The clusters of kubectl, in YAML or JSON.
  case kubeconfig

  /// What it is, as in "a kubeconfig".
  public var name: String {
    switch self {
    case .lines: "a list of targets"
    case .csv: "a table (CSV)"
    case .results: "JSON Lines of apiexpose"
    case .nmapGrepable: "the output of nmap -oG or masscan -oG"
    case .nmapXML: "the output of nmap -oX or masscan -oX"
    case .masscanJSON: "the output of masscan -oJ"
    case .masscanList: "the output of masscan -oL"
    case .kubeconfig: "a kubeconfig"
    }
  }

  /// Whether it is read line by line, so that its targets can be scanned before its end.
  var isReadByLine: Bool {
    switch self {
    case .lines, .csv, .results, .nmapGrepable, .masscanJSON, .masscanList: true
    case .nmapXML, .kubeconfig: false
    }
  }
}

extension ListFormat {
  /// Recognises a list by its beginning. Whatever begins with a line that can be read as a target is a list of lines:
  /// nothing that was read as one is ever taken for something else.
  public init(recognizing head: some Collection<UInt8>) {
    self = Self.recognised(head) ?? .lines
  }

  /// The same; nil where the beginning is neither a target nor anything known.
  static func recognised(_ head: some Collection<UInt8>) -> ListFormat? {
    switch beginning(head) {
    case .target: .lines
    case .header: .csv
    case .other: FileKind(recognizing: head)?.listFormat(head)
    // Comments may go on for long, and a scanner's file may begin with one.
    case .nothing: nil
    }
  }

  /// What the first line with content is.
  private enum Beginning {
    case target
    /// The name of a column with hosts, alone.
    case header
    case other
    case nothing
  }

  private static func beginning(_ head: some Collection<UInt8>) -> Beginning {
    for line in head.prefix(1 << 16).split(whereSeparator: \.isLineEnd) {
      do {
        let line = SourceLines.withoutMark(Array(line)[...])
        guard try TargetLine.parse(line, isFirst: true) != nil else { continue }
        return .target
      } catch .tableHeader {
        return .header
      } catch {
        return .other
      }
    }
    return .nothing
  }
}

extension FileKind {
  /// The format as which the file is read; nil where it cannot be read as a list.
  fileprivate func listFormat(_ head: some Collection<UInt8>) -> ListFormat? {
    switch self {
    case .kubeconfig: .kubeconfig
    case .grepable: .nmapGrepable
    case .masscanList: .masscanList
    case .table: .csv
    case .results: head.first { $0 > UInt8(ascii: " ") } == UInt8(ascii: "{") ? .results : .csv
    case .json:
      Array(head.prefix(1 << 14)).containsText("\"ports\"") ? .masscanJSON : nil
    case .xml: Array(head.prefix(1 << 14)).containsText("<nmaprun") ? .nmapXML : nil
    case .utf16, .compressed, .archive, .database, .binary, .pem, .netrc, .html, .yaml, .nmapText: nil
    }
  }
}
