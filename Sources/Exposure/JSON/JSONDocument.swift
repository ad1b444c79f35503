/// One JSON text (RFC 8259), taken apart once into a list of its values, of which a reader decodes those that it wants.
/// Judging bodies and reading scans back is mostly this.
///
/// It is used again for each line, so that nothing is allocated for most of them.
package final class JSONDocument {
  /// What a value is.
  package enum Kind: UInt8, Sendable {
    case object, array, text, number, yes, no, null
  }

  /// One value. The members of an object follow it, name and value in turns, and the elements of an array; so does what
  /// they hold.
  package struct Node: Sendable {
    package let kind: Kind
    /// Whether a text has an escape.
    package var isEscaped = false
    /// Where it stands; a text without its quotes.
    package var start: UInt32
    package var end: UInt32
    /// The value behind it and all that it holds.
    package var next: UInt32
  }

  /// How deep arrays and objects may stand in each other. The decoder of Foundation takes as many.
  static let deepest = 512

  private var bytes: [UInt8] = []
  /// The values in the order in which they begin; none where the last text was no JSON.
  package private(set) var nodes: [Node] = []
  /// How far the last text could be taken apart, in bytes behind a byte order mark.
  package private(set) var end = 0

  /// A document without a text.
  package init() {}

  /// Takes a text apart. Throws where it is no JSON, or not in UTF-8.
  package func read(_ text: ArraySlice<UInt8>) throws(JSONReadError) {
    nodes.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.dropFirst(3) : text)
    guard bytes.count < UInt32.max else { throw .notJSON }
    var nodes: [Node] = []
    swap(&nodes, &self.nodes)
    defer { swap(&nodes, &self.nodes) }
    let isJSON = bytes.withUnsafeBufferPointer { text in
      var scanner = JSONScanner(text)
      let isWhole = scanner.scan(into: &nodes)
      end = scanner.at
      return isWhole && (scanner.isASCII || Self.isUTF8(text))
    }
    guard isJSON else {
      nodes.removeAll(keepingCapacity: true)
      throw .notJSON
    }
  }

  private static func isUTF8(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    String(validating: text, as: UTF8.self) != nil
  }

  /// The bytes of a value as they stand in the text.
  package func raw(_ index: Int) -> ArraySlice<UInt8> {
    bytes[Int(nodes[index].start)..<Int(nodes[index].end)]
  }

  /// The text of a value that is one.
  package func text(_ index: Int) throws(JSONReadError) -> String {
    let node = nodes[index]
    guard node.kind == .text else { throw .otherKind }
    return node.isEscaped ? try unescaped(raw(index)) : String(decoding: raw(index), as: UTF8.self)
  }

  /// The whole number of a value that is one, written in any way.
  package func number(_ index: Int) throws(JSONReadError) -> Int64 {
    guard nodes[index].kind == .number else { throw .otherKind }
    let digits = String(decoding: raw(index), as: UTF8.self)
    guard let number = Int64(digits) ?? Double(digits).flatMap(Int64.init(exactly:)) else {
      throw .impossible(digits)
    }
    return number
  }

  /// The elements of a value that is an array.
  package func elements(_ index: Int) throws(JSONReadError) -> [Int] {
    guard nodes[index].kind == .array else { throw .otherKind }
    var elements: [Int] = []
    var element = index + 1
    let end = Int(nodes[index].next)
    while element < end {
      elements.append(element)
      element = Int(nodes[element].next)
    }
    return elements
  }

  private func unescaped(_ raw: ArraySlice<UInt8>) throws(JSONReadError) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(raw.count)
    var at = raw.startIndex
    while at < raw.endIndex {
      guard raw[at] == UInt8(ascii: "\\") else {
        text.append(raw[at])
        at += 1
        continue
      }
      let letter = raw[at + 1]
      at += 2
      switch letter {
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"): text += UTF8.encode(try scalar(raw, &at)) ?? UTF8.encodedReplacementCharacter
      default: text.append(letter)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The scalar of an escape, of two where it is a pair of surrogates; one alone is no text.
  private func scalar(_ raw: ArraySlice<UInt8>, _ at: inout Int) throws(JSONReadError) -> Unicode.Scalar {
    let first = Self.unit(raw, &at)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard UTF16.isLeadSurrogate(first), raw[at...].starts(with: "\\u".utf8) else { throw .notJSON }
    at += 2
    let second = Self.unit(raw, &at)
    guard UTF16.isTrailSurrogate(second),
      let scalar = Unicode.Scalar(0x10000 + UInt32(first & 0x3FF) << 10 + UInt32(second & 0x3FF))
    else { throw .notJSON }
    return scalar
  }

  /// The four digits of an escape, which are there.
  private static func unit(_ raw: ArraySlice<UInt8>, _ at: inout Int) -> UInt16 {
    defer { at += 4 }
    return raw[at..<at + 4].reduce(0) { $0 << 4 | UInt16(hexadecimalDigit($1) ?? 0) }
  }

  /// The value of a hexadecimal digit; nil where it is none.
  static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
