import Targets

/// The text of a kubeconfig before it is parsed: without its users, and refused where it could make a parser work without
/// end.
enum KubeconfigText {
  /// The largest file, in bytes. One cluster with its certificates has about 4 KB.
  static let largest = 16 << 20
  /// How deep brackets may be nested.
  static let deepest = 64

  /// The text with the lines of `users:` blanked, so that lines keep their numbers and no token gets further than this.
  static func checked(_ text: [UInt8]) throws(ListProblem) -> String {
    guard text.count <= largest else { throw ListProblem(.tooLarge(bytes: largest)) }
    let blanked = withoutUsers(text)
    try checkReferences(blanked)
    guard let string = String(validating: blanked, as: UTF8.self) else {
      throw ListProblem(.malformed(.kubeconfig))
    }
    return string
  }

  /// Blanks what is below a `users:` at the start of a line, up to the next key there. Users in braces stay, and are
  /// passed over once they are parsed.
  private static func withoutUsers(_ text: [UInt8]) -> [UInt8] {
    var blanked = text
    var isInUsers = false
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
      let line = text[start..<end]
      if let first = line.first, !" -#\t\r".utf8.contains(first) {
        isInUsers = line.starts(with: "users:".utf8) || line.starts(with: "\"users\":".utf8)
      }
      if isInUsers {
        for index in start..<end where text[index] != UInt8(ascii: "\r") {
          blanked[index] = UInt8(ascii: " ")
        }
      }
      start = end + 1
    }
    return blanked
  }

  /// Refuses anchors and aliases (YAML 1.2.2 §3.2.2.2): a file of 1 KB can name 10^9 nodes by them. And brackets within
  /// brackets, which the parser reads by calling itself.
  private static func checkReferences(_ text: [UInt8]) throws(ListProblem) {
    var line: UInt64 = 1
    var depth = 0
    var before = UInt8(ascii: "\n")
    for (index, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        guard depth <= deepest else { throw ListProblem(.tooDeep(deepest), line: line) }
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      case UInt8(ascii: "&"), UInt8(ascii: "*"):
        let behind = index + 1 < text.count ? text[index + 1] : UInt8(ascii: " ")
        if " \t\r\n[]{},:?-".utf8.contains(before), behind > UInt8(ascii: " "), !",]}".utf8.contains(behind) {
          throw ListProblem(.references, line: line)
        }
      default: break
      }
      before = byte
    }
  }
}
