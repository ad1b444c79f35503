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
}
