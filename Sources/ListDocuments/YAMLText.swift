import Targets

/// A text in YAML before it is parsed: refused where it could make a parser work without end.
enum YAMLText {
  /// The text as UTF-8 without a byte order mark.
  static func checked(_ text: [UInt8]) throws(DocumentProblem) -> String {
    guard text.count <= DocumentBounds.largest else { throw DocumentProblem(.tooLarge) }
    let text = text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.dropFirst(3) : text[...]
    var scan = Scan()
    for byte in text { try scan.take(byte) }
    guard let string = String(validating: text, as: UTF8.self) else { throw DocumentProblem(.notText) }
    return string
  }

  /// Looks for anchors and aliases (YAML 1.2.2 §3.2.2.2), by which a file of 1 KB can name 10^9 values, for brackets within
  /// brackets, which the parser reads by calling itself, and for tabs before the first word of a line (§6.1).
  ///
  /// It knows quotes and comments. It does not know block scalars: a line of one that looks like an alias is refused too.
  private struct Scan {
    private var line = 1
    private var column = 0
    private var depth = 0
    private var quote: UInt8?
    private var isEscaped = false
    private var isComment = false
    /// Whether a value may begin here.
    private var isStart = true
    /// Whether only blanks stand on the line so far.
    private var isIndentation = true
    private var hasTab = false
    /// Whether the word is a tag, behind which a value may begin.
    private var isTag = false
    private var before = UInt8(ascii: "\n")
    /// The place of an `&` or `*` that begins a value, if that was the last byte.
    private var sign: DocumentPlace?

    private var place: DocumentPlace { DocumentPlace(line: line, column: max(1, column)) }

    mutating func take(_ byte: UInt8) throws(DocumentProblem) {
      if byte & 0xC0 != 0x80 { column += 1 }
      defer { before = byte }
      guard byte != 0 else { throw DocumentProblem(.notText, at: place) }
      if let sign {
        guard byte <= UInt8(ascii: " ") || ",]}".utf8.contains(byte) else {
          throw DocumentProblem(.references, at: sign)
        }
        self.sign = nil
      }
      if byte == UInt8(ascii: "\n") { return endLine() }
      if let quote { return takeQuoted(byte, quote) }
      guard !isComment else { return }
      if isIndentation, byte == UInt8(ascii: "\t") { hasTab = true }
      guard !" \t\r".utf8.contains(byte) else {
        if isTag { (isTag, isStart) = (false, true) }
        return
      }
      try takeVisible(byte)
    }

    private mutating func endLine() {
      line += 1
      column = 0
      isComment = false
      isIndentation = true
      hasTab = false
      isTag = false
      if quote == nil { isStart = true }
    }

    private mutating func takeQuoted(_ byte: UInt8, _ quote: UInt8) {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        isEscaped = true
      } else if byte == quote {
        // A quote that is written twice ends the text and begins it again.
        self.quote = nil
        isStart = quote == UInt8(ascii: "'")
      }
    }

    private mutating func takeVisible(_ byte: UInt8) throws(DocumentProblem) {
      let isBehindBlank = " \t\n".utf8.contains(before)
      if byte == UInt8(ascii: "#"), isBehindBlank {
        isComment = true
        return
      }
      if isIndentation, hasTab, depth == 0 { throw DocumentProblem(.tab, at: place) }
      isIndentation = false
      let mayStart = isStart && (isBehindBlank || "[{,'".utf8.contains(before) || depth > 0)
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        isStart = mayStart || depth > 0
        guard isStart else { return }
        depth += 1
        guard depth <= DocumentBounds.deepest else { throw DocumentProblem(.tooDeep, at: place) }
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth = max(0, depth - 1)
        isStart = false
      case UInt8(ascii: "&"), UInt8(ascii: "*"):
        if mayStart { sign = place }
        isStart = false
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        if mayStart { quote = byte }
        isStart = false
      case UInt8(ascii: "!"):
        isTag = mayStart
        isStart = false
      case UInt8(ascii: ","): isStart = depth > 0
      case UInt8(ascii: "-"), UInt8(ascii: "?"): isStart = mayStart
      case UInt8(ascii: ":"): isStart = true
      default: isStart = false
      }
    }
  }
}
