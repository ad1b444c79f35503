import PortableLibc
import Reporting

/// Notices and errors for the person who runs the command; results never go here.
package enum StandardError {
  /// Writes a line; on a terminal that is narrower, in as many as it needs, broken between words.
  package static func line(_ text: String) {
    let style = style
    write(style.wrapped(style.glyphs.text(text)).map { $0 + "\n" }.joined())
  }

  /// Writes a line under the name of the program.
  package static func notice(_ text: String) { line("apiexpose: \(text)") }

  /// Writes text as it is; what cannot be written is lost, as there is nowhere to say so.
  package static func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { PortableLibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { return }
      bytes = bytes.dropFirst(written)
    }
  }

  /// Whether to draw in colours on it.
  package static func colour(isForbidden: Bool) -> ColourMode {
    ColourMode(
      isTerminal: isTerminal, noColorVariable: Environment.value(of: "NO_COLOR"), noColorOption: isForbidden)
  }

  /// Whether standard error is a terminal.
  package static var isTerminal: Bool { TerminalSize.isTerminal(STDERR_FILENO) }

  /// How text is drawn on it.
  package static var style: TerminalStyle { TerminalStyle(descriptor: STDERR_FILENO, refusesColour: true) }
}
