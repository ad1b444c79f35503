extension FileKind {
  /// How much of a file is looked at, in bytes.
  private static let searched = 1 << 16
  /// How many lines with content are compared to find out whether they are alike.
  private static let comparedLines = 20

  /// Recognises a file by its beginning; nil where it may be a list of targets with mistakes in it.
  public init?(recognizing text: some Collection<UInt8>) {
    let head = Array(text.prefix(Self.searched))
    guard let kind = Self.binaryKind(head) ?? Self.textKind(head) else { return nil }
    self = kind
  }

  private static let signatures: [(bytes: [UInt8], kind: FileKind)] = [
    ([0x1F, 0x8B], .compressed(by: "gzip")),
    ([0x42, 0x5A, 0x68], .compressed(by: "bzip2")),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .compressed(by: "xz")),
    ([0x28, 0xB5, 0x2F, 0xFD], .compressed(by: "zstd")),
    ([0x50, 0x4B, 0x03, 0x04], .archive),
    (Array("SQLite format 3".utf8) + [0], .database),
    ([0xFF, 0xFE], .utf16),
    ([0xFE, 0xFF], .utf16),
  ]

  private static func binaryKind(_ head: [UInt8]) -> FileKind? {
    if let kind = signatures.first(where: { head.starts(with: $0.bytes) })?.kind { return kind }
    let start = head.prefix(1024)
    let zeros = start.count { $0 == 0 }
    let controls = start.count { $0 < 0x20 && !(0x08...0x0D).contains($0) && $0 != 0x1B && $0 != 0 }
    // Text that is mostly ASCII has a zero in every character of UTF-16, and nothing else that is no text.
    if zeros * 4 >= start.count, zeros > 0, controls * 16 <= start.count {
      return zeros * 4 <= start.count * 3 && start.count(where: { $0 >= 0x80 }) * 10 <= start.count
        ? .utf16 : .binary
    }
    return zeros > 0 && controls > 0 || controls * 10 > start.count ? .binary : nil
  }

  private static func textKind(_ head: [UInt8]) -> FileKind? {
    let lines = contentLines(head)
    guard let first = lines.first else { return nil }
    // What servers answered may look like anything.
    if first.starts(with: "scanned_at,target,".utf8) || first.starts(with: "{\"schema\":".utf8) {
      return .results
    }
    let lower = head.map(\.asciiLowercased)
    if lower.containsText("-----begin ") { return .pem }
    if isKubeconfig(lower) { return .kubeconfig }
    if isNetrc(first, lower) { return .netrc }
    if isJSON(first) { return .json }
    if first.first == UInt8(ascii: "<") {
      let tag = String(decoding: first.prefix(16).map(\.asciiLowercased), as: UTF8.self)
      return tag.hasPrefix("<!doctype html") || tag.hasPrefix("<html") ? .html : .xml
    }
    if let kind = scannerOutput(first) { return kind }
    if isYAML(lines) { return .yaml }
    return TableText.isTable(lines) ? .table : nil
  }

  /// The first lines that hold something, without comments and surrounding white space.
  private static func contentLines(_ head: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    for line in head.split(whereSeparator: \.isLineEnd) where lines.count < comparedLines {
      let content = SourceLines.withoutMark(line).drop(while: \.isLineSpace)
      if let first = content.first, first != UInt8(ascii: "#") { lines.append(content) }
    }
    return lines
  }

  /// By the names that the format gives to credentials and contexts (k8s.io/client-go/tools/clientcmd/api/v1).
  private static func isKubeconfig(_ lower: [UInt8]) -> Bool {
    let isCertain = [
      "client-key-data", "client-certificate-data", "certificate-authority-data", "current-context",
    ].contains { lower.containsText($0) }
    return isCertain || lower.containsText("kind: config\n") || lower.containsText("\"kind\":\"config\"")
      || lower.containsText("users:\n") && lower.containsText(" user:\n")
      || lower.containsText("apiversion") && (lower.containsText("clusters") || lower.containsText("users"))
        && !lower.containsText("\nmetadata:")
  }

  private static func isNetrc(_ first: ArraySlice<UInt8>, _ lower: [UInt8]) -> Bool {
    let line = first.map(\.asciiLowercased)
    return (line.starts(with: "machine ".utf8) || line.starts(with: "default login ".utf8))
      && (lower.containsText("login") || lower.containsText("password"))
  }

  /// A brace, or a bracket that opens no IPv6 address.
  private static func isJSON(_ first: ArraySlice<UInt8>) -> Bool {
    switch first.first {
    case UInt8(ascii: "{"): true
    case UInt8(ascii: "["):
      first.dropFirst().first { !$0.isLineSpace }.map { "{[\"]".utf8.contains($0) } ?? true
    default: false
    }
  }

  private static func scannerOutput(_ first: ArraySlice<UInt8>) -> FileKind? {
    let words = first.split(whereSeparator: \.isLineSpace)
    // masscan puts a time before the host.
    if let start = words.first, ["Host:", "Timestamp:"].contains(where: { start.elementsEqual($0.utf8) }) {
      return .grepable
    }
    if first.starts(with: "Starting Nmap ".utf8) || first.starts(with: "Nmap scan report for ".utf8) {
      return .nmapText
    }
    guard words.count >= 5, words[2].allSatisfy(\.isASCIIDigit) else { return nil }
    let states = ["open", "closed", "banner"]
    return states.contains { words[0].elementsEqual($0.utf8) } ? .masscanList : nil
  }

  private static func isYAML(_ lines: [ArraySlice<UInt8>]) -> Bool {
    guard let first = lines.first else { return false }
    let starts = ["---", "apiVersion:", "kind:"]
    if starts.contains(where: { first.starts(with: $0.utf8) }) { return true }
    let alike = lines.count(where: isYAMLLine)
    return alike > 1 && alike * 2 >= lines.count
  }

  /// An entry of a sequence, or a key without a dot and something, or nothing, behind a space.
  private static func isYAMLLine(_ line: ArraySlice<UInt8>) -> Bool {
    if line.starts(with: "- ".utf8) { return true }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else { return false }
    let isKey = line[..<colon].allSatisfy {
      $0.isASCIIDigit || $0.asciiLowercased != $0 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
        || "-_\"".utf8.contains($0)
    }
    return isKey && (line[(colon + 1)...].first?.isLineSpace ?? true)
  }
}
