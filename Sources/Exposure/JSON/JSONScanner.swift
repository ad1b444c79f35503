/// Takes a JSON text apart by the grammar of RFC 8259, with a stack of its own and a bound on its depth. Control
/// characters pass in texts, as they do in the decoder of Foundation: a document that has one still tells what it tells.
struct JSONScanner {
  private let text: UnsafeBufferPointer<UInt8>
  /// How far it has come.
  private(set) var at = 0
  /// The arrays and objects that are open.
  private var open: [Int] = []
  /// The bits of all bytes in texts together.
  private var bits: UInt8 = 0

  /// A scanner that stands before the first byte.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
  }

  /// Whether no byte that was seen is beyond ASCII. Outside texts none can be.
  var isASCII: Bool { bits < 0x80 }

  /// Appends all values. Returns whether the text is one JSON value and nothing else.
  mutating func scan(into nodes: inout [JSONDocument.Node]) -> Bool {
    guard value(into: &nodes) else { return false }
    while let parent = open.last {
      let isObject = nodes[parent].kind == .object
      let isFirst = nodes.count == parent + 1
      skipSpace()
      if take(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
        nodes[parent].end = UInt32(at)
        nodes[parent].next = UInt32(nodes.count)
        open.removeLast()
        continue
      }
      if !isFirst {
        guard take(UInt8(ascii: ",")) else { return false }
        skipSpace()
      }
      if isObject {
        guard take(UInt8(ascii: "\"")), string(into: &nodes) else { return false }
        skipSpace()
        guard take(UInt8(ascii: ":")) else { return false }
      }
      guard value(into: &nodes) else { return false }
    }
    skipSpace()
    return at == text.count
  }

  /// Appends one value; of an array or object its beginning, which is open then.
  private mutating func value(into nodes: inout [JSONDocument.Node]) -> Bool {
    skipSpace()
    guard at < text.count else { return false }
    switch text[at] {
    case UInt8(ascii: "{"): return begin(.object, into: &nodes)
    case UInt8(ascii: "["): return begin(.array, into: &nodes)
    case UInt8(ascii: "\""):
      at += 1
      return string(into: &nodes)
    case UInt8(ascii: "t"): return word("true", .yes, into: &nodes)
    case UInt8(ascii: "f"): return word("false", .no, into: &nodes)
    case UInt8(ascii: "n"): return word("null", .null, into: &nodes)
    default: return number(into: &nodes)
    }
  }

  private mutating func begin(_ kind: JSONDocument.Kind, into nodes: inout [JSONDocument.Node]) -> Bool {
    guard open.count < JSONDocument.deepest else { return false }
    open.append(nodes.count)
    append(kind, from: at, to: at, &nodes)
    at += 1
    return true
  }

  private mutating func word(
    _ word: StaticString, _ kind: JSONDocument.Kind, into nodes: inout [JSONDocument.Node]
  ) -> Bool {
    let start = at
    let isThere = word.withUTF8Buffer { word in
      text.count - start >= word.count && text[start..<start + word.count].elementsEqual(word)
    }
    guard isThere else { return false }
    at += word.utf8CodeUnitCount
    append(kind, from: start, to: at, &nodes)
    return true
  }

  /// Appends the text behind an opening quote.
  private mutating func string(into nodes: inout [JSONDocument.Node]) -> Bool {
    let start = at
    var isEscaped = false
    while at < text.count {
      let byte = text[at]
      bits |= byte
      if byte == UInt8(ascii: "\"") {
        append(.text, from: start, to: at, isEscaped: isEscaped, &nodes)
        at += 1
        return true
      }
      if byte == UInt8(ascii: "\\") {
        isEscaped = true
        guard escape() else { return false }
      } else {
        at += 1
      }
    }
    return false
  }

  /// Passes an escape.
  private mutating func escape() -> Bool {
    guard at + 1 < text.count else { return false }
    switch text[at + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      at += 2
      return true
    case UInt8(ascii: "u"):
      guard at + 6 <= text.count,
        text[at + 2..<at + 6].allSatisfy({ JSONDocument.hexadecimalDigit($0) != nil })
      else { return false }
      at += 6
      return true
    default: return false
    }
  }

  private mutating func number(into nodes: inout [JSONDocument.Node]) -> Bool {
    let start = at
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")), !digits() { return false }
    if take(UInt8(ascii: ".")), !digits() { return false }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
      if !digits() { return false }
    }
    append(.number, from: start, to: at, &nodes)
    return true
  }

  /// Passes digits; false where there is none.
  private mutating func digits() -> Bool {
    let start = at
    while at < text.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[at]) { at += 1 }
    return at > start
  }

  private mutating func skipSpace() {
    while at < text.count {
      switch text[at] {
      case 0x20, 0x09, 0x0A, 0x0D: at += 1
      default: return
      }
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard at < text.count, text[at] == byte else { return false }
    at += 1
    return true
  }

  private func append(
    _ kind: JSONDocument.Kind, from start: Int, to end: Int, isEscaped: Bool = false,
    _ nodes: inout [JSONDocument.Node]
  ) {
    nodes.append(
      JSONDocument.Node(
        kind: kind, isEscaped: isEscaped, start: UInt32(start), end: UInt32(end),
        next: UInt32(nodes.count + 1)))
  }
}
