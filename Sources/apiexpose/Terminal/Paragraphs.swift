import CommandSupport
import Reporting

/// Text for a person to read in a terminal, paragraph by paragraph.
struct Paragraphs {
  /// The columns that lines may take.
  let width: Int

  /// The width of the terminal, and no more than is easily read; 80 columns where it is none.
  static var forTerminal: Paragraphs {
    Paragraphs(width: max(40, min(StandardOutput.width ?? 80, 100)))
  }

  /// Wraps the text behind an indent. Lines that begin with two spaces stay as they are.
  func wrapped(_ text: String, indent: Int = 0) -> String {
    let margin = String(repeating: " ", count: indent)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      line.isEmpty || line.hasPrefix("  ") ? [String(line)] : filled(line, width: width - indent)
    }
    return lines.map { $0.isEmpty ? "\n" : "\(margin)\($0)\n" }.joined()
  }

  /// Two columns, the second wrapped beside the first.
  func listed(_ rows: [(name: String, text: String)]) -> String {
    let column = (rows.map(\.name.count).max() ?? 0) + 2
    return rows.map { name, text in
      let body = wrapped(text, indent: column)
      return name + String(repeating: " ", count: column - name.count) + body.dropFirst(column)
    }.joined()
  }

  private func filled(_ line: Substring, width: Int) -> [String] {
    var lines: [String] = []
    var current = ""
    for word in line.split(separator: " ") {
      if !current.isEmpty, current.count + 1 + word.count > width {
        lines.append(current)
        current = ""
      }
      current += (current.isEmpty ? "" : " ") + word
    }
    return lines + [current]
  }
}
