import ArgumentParser
import Reporting

/// Standard output, which holds results and nothing else.
package enum StandardOutput {
  /// The columns of the terminal that it is; nil where it is not a terminal.
  package static var width: Int? { TerminalSize.columns(of: 1) }

  /// Whether to draw in colours on it.
  package static func colour(isForbidden: Bool) -> ColourMode {
    ColourMode(
      isTerminal: width != nil, noColorVariable: Environment.value(of: "NO_COLOR"), noColorOption: isForbidden
    )
  }

  /// Paragraphs that fit it.
  package static var paragraphs: Paragraphs { Paragraphs(fittingTerminal: width) }

  /// Writes a text at once. Throws a `CommandFailure` where nobody takes it.
  package static func write(_ text: String) throws(CommandFailure) {
    let output = OutputFile()
    do {
      try output.append(Array(text.utf8))
      try output.commit()
    } catch {
      throw CommandFailure(error)
    }
  }
}
