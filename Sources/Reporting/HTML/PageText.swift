/// Text for the page: nothing in it acts, and nothing hides.
enum PageText {
  /// Text for one line.
  static func line(_ text: String, limit: Int = 256) -> String { TextSanitiser.terminal(text, limit: limit) }

  /// Text of several lines: at most `limit` scalars of it, 200 lines, each sanitised by itself.
  static func lines(_ text: String, limit: Int) -> String {
    TextSanitiser.cut(text, limit: limit)
      .split(separator: "\n", maxSplits: 199, omittingEmptySubsequences: false)
      .map { TextSanitiser.terminal(String($0), limit: limit) }
      .joined(separator: "\n")
  }

  /// The parts between which a line may end: behind `.`, `:`, `/`, `_`, `@` and `=`, where no browser breaks by itself.
  static func breakable(_ text: String) -> [String] {
    var parts: [String] = []
    var part = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      part.append(scalar)
      switch scalar {
      case ".", ":", "/", "_", "@", "=":
        parts.append(String(part))
        part = String.UnicodeScalarView()
      default: break
      }
    }
    if !part.isEmpty { parts.append(String(part)) }
    return parts
  }

  /// Whether a target says the endpoint's address and port already.
  static func says(_ target: String, _ endpoint: String) -> Bool {
    target == endpoint || target.hasSuffix("//\(endpoint)") || target.hasSuffix("//\(endpoint)/")
  }
}
