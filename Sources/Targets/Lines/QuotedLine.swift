/// What messages quote of a line that could not be understood. A password has no form of its own, so the rule is the
/// other way round: a part of a line is quoted where it has the form of what may stand there. The rest is `…`; the
/// message says in which line and word it is.
enum QuotedLine {
  private static let omitted = Array("…".utf8)
  private static let longestKey = 63
  private static let longestService = 5
  private static let longestNumber = 6

  /// A line without surrounding white space: its first word up to what is no port, labels, and `…` for other words and
  /// for a comment.
  static func text(of line: ArraySlice<UInt8>) -> [UInt8] {
    var quoted: [UInt8] = []
    for (index, word) in line.split(whereSeparator: \.isLineSpace).enumerated() {
      if index > 0 { quoted.append(UInt8(ascii: " ")) }
      if word.first == UInt8(ascii: "#") { return quoted + [UInt8(ascii: "#")] + omitted }
      quoted += index == 0 ? target(word) : label(word)
    }
    return quoted
  }

  /// Whether what stands behind a colon is plainly meant as a port: a number, several, one with a protocol or a path of
  /// plain words, or a short word such as `https`.
  static func isPortLike(_ text: ArraySlice<UInt8>) -> Bool {
    let digits = text.prefix(while: \.isASCIIDigit)
    let rest = text[digits.endIndex...]
    if digits.isEmpty {
      return text.count <= longestService && text.allSatisfy { $0.isASCIILetter || $0 == UInt8(ascii: "*") }
    }
    guard digits.count <= longestNumber else { return false }
    if rest.first == UInt8(ascii: "/") { return rest.allSatisfy(isPathByte) }
    return rest.count <= 2 * longestNumber && rest.allSatisfy { $0.isASCIIDigit || ",-".utf8.contains($0) }
  }

  /// Whether a text consists of what addresses are made of: hexadecimal digits, dots, colons and brackets.
  static func isAddressLike(_ text: ArraySlice<UInt8>) -> Bool {
    text.count <= 100 && text.allSatisfy { $0.hexadecimalValue != nil || ".:[]/-".utf8.contains($0) }
  }

  /// Whether a text has the form of a zone, the name of a network interface: at most 15 letters and digits.
  static func isZoneLike(_ text: ArraySlice<UInt8>) -> Bool {
    text.first == UInt8(ascii: "%") && text.count <= 16
      && text.dropFirst().allSatisfy { $0.isASCIILetter || $0.isASCIIDigit }
  }

  private static func target(_ word: ArraySlice<UInt8>) -> [UInt8] {
    let scheme = word.firstIndex(ofText: "://".utf8).map { $0 + 3 } ?? word.startIndex
    var rest = word[scheme...]
    if let at = rest.lastIndex(of: UInt8(ascii: "@")), at > rest.startIndex {
      return Array(word[..<scheme]) + omitted + target(rest[at...])
    }
    // Of the fields of a table only the first is a host.
    let field = rest.prefix { !",;|".utf8.contains($0) }
    let port = behindHost(rest)
    let isCut = field.endIndex < rest.endIndex && (port.isEmpty || !isPortLike(port))
    if isCut { rest = rest[...field.endIndex] }
    let content = rest.prefix { !"?#".utf8.contains($0) }
    let behind = rest[content.endIndex...].prefix(1)
    // Only a URL has a path.
    let authority = scheme > word.startIndex ? content.prefix { $0 != UInt8(ascii: "/") } : content
    return Array(word[..<scheme]) + host(authority) + Array(content[authority.endIndex...]) + Array(behind)
      + (behind.isEmpty && !isCut ? [] : omitted)
  }

  private static func behindHost(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    text.firstIndex(of: UInt8(ascii: ":")).map { text[($0 + 1)...] } ?? text.prefix(0)
  }

  /// A host with a port behind it, which is quoted where it is like one.
  private static func host(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let colon = UInt8(ascii: ":")
    if text.first == UInt8(ascii: "["), let end = text.firstIndex(of: UInt8(ascii: "]")) {
      let behind = text[(end + 1)...]
      let port = behind.first == colon ? behind.dropFirst() : behind
      return Array(text[..<port.startIndex]) + (isPortLike(port) ? Array(port) : omitted)
    }
    guard let first = text.firstIndex(of: colon) else { return block(text) }
    let behind = text[(first + 1)...]
    if behind.contains(colon) {
      let zone = text.firstIndex(of: UInt8(ascii: "%")) ?? text.endIndex
      if isAddressLike(text[..<zone]), zone == text.endIndex || isZoneLike(text[zone...]) {
        return Array(text)
      }
      let parts = behind.split(separator: colon, omittingEmptySubsequences: false)
      return Array(text[...first])
        + parts.map { isPortLike($0) ? Array($0) : omitted }.joined(separator: [colon])
    }
    return Array(text[...first]) + (isPortLike(behind) ? Array(behind) : omitted)
  }

  /// A host with a prefix length behind it, or with a path of plain words.
  private static func block(_ text: ArraySlice<UInt8>) -> [UInt8] {
    guard let slash = text.firstIndex(of: UInt8(ascii: "/")) else { return Array(text) }
    let behind = text[slash...]
    return Array(text[...slash])
      + (isAddressLike(behind) || behind.allSatisfy(isPathByte) ? Array(behind.dropFirst()) : omitted)
  }

  private static func label(_ word: ArraySlice<UInt8>) -> [UInt8] {
    guard let equals = word.firstIndex(of: UInt8(ascii: "=")), isKey(word[..<equals]) else { return omitted }
    let value = word[(equals + 1)...]
    // The end of base64, and no label.
    if value.allSatisfy({ $0 == UInt8(ascii: "=") }) { return omitted }
    guard !value.contains(UInt8(ascii: "@")) else {
      return Array(word[...equals]) + omitted
    }
    return Array(word)
  }

  /// A key as people write one, without a name that secrets have.
  private static func isKey(_ key: ArraySlice<UInt8>) -> Bool {
    guard let first = key.first, first.isASCIILetter, key.count <= longestKey else { return false }
    let lower = key.map(\.asciiLowercased)
    return key.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "-_./".utf8.contains($0) }
      && !["pass", "secret", "token", "key", "pwd", "cred", "auth"].contains(where: lower.containsText)
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }
}

extension UInt8 {
  /// `A` to `Z` and `a` to `z`.
  var isASCIILetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(asciiLowercased)
  }
}
