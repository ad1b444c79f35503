/// Text in Markdown (GitHub Flavored Markdown) in which nothing is a link, a mention, an image or HTML.
enum MarkdownText {
  /// Text from a stranger as a code span, in which Markdown takes everything literally.
  static func code(_ text: String, limit: Int = 200) -> String {
    let shown = TextSanitiser.terminal(text, limit: limit)
    guard shown.contains(where: { $0 != " " }) else { return "–" }
    // A cell of a table ends at a bar even within backticks.
    guard !shown.contains("|") else { return "<code>\(entities(shown))</code>" }
    let fence = String(repeating: "`", count: longestRun(of: "`", in: shown) + 1)
    let needsSpace = shown.hasPrefix("`") || shown.hasSuffix("`")
    let space = needsSpace ? " " : ""
    return fence + space + shown + space + fence
  }

  /// Text from a stranger, sanitised before, in which nothing ends a cell, opens markup or a link, or mentions somebody.
  ///
  /// It reads as it is: a backslash stands before what would be markup, and an empty element within what GitHub links
  /// without markup (`AutolinkBreaks`), because it does so in the rendered text, where a backslash is gone.
  static func text(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var breaks = AutolinkBreaks.places(in: scalars)[...]
    var escaped = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "#", "~", "&", "@", "!": escaped.append("\\")
      default: break
      }
      escaped.append(scalar)
      if breaks.first == index {
        escaped.append(contentsOf: AutolinkBreaks.element.unicodeScalars)
        breaks.removeFirst()
      }
    }
    return String(escaped)
  }

  /// Prose of ours, in which only what Markdown or HTML would take for markup is escaped: its addresses stay links.
  static func prose(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "#", "|", "~": escaped.append("\\")
      default: break
      }
      escaped.append(scalar)
    }
    return String(escaped)
  }

  /// Every character of ASCII that is no letter, digit or space as a numeric entity. An `@` is torn from what follows: cmark-gfm
  /// links addresses of mail behind the entities, and does not know `<code>`.
  private static func entities(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { entities, scalar in
      let isPlain = !scalar.isASCII || scalar == " " || scalar.properties.isAlphabetic
      if isPlain || ("0"..."9").contains(scalar) {
        entities.unicodeScalars.append(scalar)
      } else {
        entities += "&#\(scalar.value);" + (scalar == "@" ? AutolinkBreaks.element : "")
      }
    }
  }

  private static func longestRun(of character: Unicode.Scalar, in text: String) -> Int {
    var longest = 0
    var run = 0
    for scalar in text.unicodeScalars {
      run = scalar == character ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
