/// Text for a person to read in a terminal, paragraph by paragraph.
public struct Paragraphs: Sendable {
  private let width: Int

  /// Paragraphs whose lines take so many columns at most.
  public init(width: Int) {
    self.width = width
  }

  /// Paragraphs of the width of a terminal, but no wider than is easily read.
  /// - Parameter columns: The terminal's columns; nil, where there is no terminal, stands for 80.
  public init(fittingTerminal columns: Int?) {
    self.init(width: max(40, min(columns ?? 80, 100)))
  }

  /// Wraps the text behind an indent. Lines that begin with two spaces stay as they are.
  public func wrapped(_ text: String, indent: Int = 0) -> String {
    let margin = String(repeating: " ", count: indent)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      line.isEmpty || line.hasPrefix("  ") ? [String(line)] : filledLines(String(line), width: width - indent)
    }
    return lines.map { $0.isEmpty ? "\n" : "\(margin)\($0)\n" }.joined()
  }

  /// Two columns, the second wrapped beside the first.
  func table(_ rows: [(name: String, text: String)]) -> String {
    let column = (rows.map(\.name.count).max() ?? 0) + 2
    return rows.map { name, text in
      let body = wrapped(text, indent: column)
      return name + String(repeating: " ", count: column - name.count) + body.dropFirst(column)
    }.joined()
  }
}
