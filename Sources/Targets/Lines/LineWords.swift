/// A line taken apart: its comment cut off, its bytes checked.
struct LineWords {
  /// The target or exclusion.
  let first: ArraySlice<UInt8>
  /// What is behind it: labels and the white space around them.
  let rest: ArraySlice<UInt8>

  /// Reads a line without its line feed; nil where nothing but white space and a comment is in it.
  init?(_ line: ArraySlice<UInt8>) throws(LineProblem) {
    let content = Self.withoutComment(line.drop(while: \.isLineSpace))
    guard !content.isEmpty else { return nil }
    guard line.count <= TargetLine.longestLine else { throw .tooLong(bytes: line.count) }
    try Self.checkText(content)
    first = content.prefix { !$0.isLineSpace }
    rest = content[first.endIndex...]
  }

  /// Refuses words behind the first that are not `key=value`. To be asked once the first word is understood: what is
  /// wrong with `a.example, b.example` is its comma.
  func checkLabels() throws(LineProblem) {
    for (index, word) in Self.words(of: rest).enumerated() { try Self.checkLabel(word, number: index + 2) }
  }

  static func words(of text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    text.isEmpty ? [] : text.split(whereSeparator: \.isLineSpace)
  }

  /// A `#` begins a comment at the start and behind white space; elsewhere it is a character like any other.
  private static func withoutComment(_ content: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var end = content.startIndex
    var previousIsSpace = true
    for index in content.indices {
      let byte = content[index]
      if byte == UInt8(ascii: "#"), previousIsSpace { break }
      previousIsSpace = byte.isLineSpace
      if !previousIsSpace { end = index + 1 }
    }
    return content[..<end]
  }

  private static func checkText(_ content: ArraySlice<UInt8>) throws(LineProblem) {
    var isASCII = true
    for byte in content {
      if byte >= 0x80 {
        isASCII = false
      } else if byte < 0x20 || byte == 0x7F, byte != UInt8(ascii: "\t") {
        throw .controlCharacter(byte)
      }
    }
    guard isASCII || String(validating: content, as: UTF8.self) != nil else { throw .notUTF8 }
  }

  private static func checkLabel(_ word: ArraySlice<UInt8>, number: Int) throws(LineProblem) {
    guard let equals = word.firstIndex(of: UInt8(ascii: "=")) else {
      throw .labelWithoutEquals(word: number)
    }
    guard equals > word.startIndex else {
      throw .labelWithoutKey(word: number)
    }
    guard !SecretName.isKey(word[..<equals]) else { throw .secretLabel }
  }
}
