import Reporting

/// Standard output, which holds results and nothing else.
package enum StandardOutput {
  /// How text for a person is drawn on it.
  package static func style(refusesColour: Bool) -> TerminalStyle {
    TerminalStyle(descriptor: 1, refusesColour: refusesColour)
  }

  /// The columns of the terminal that it is; nil where it is not a terminal.
  package static var width: Int? { style(refusesColour: true).width }

  /// Paragraphs that fit it.
  package static var paragraphs: Paragraphs { Paragraphs(fittingTerminal: width) }

  /// Writes a text for a person at once, in the characters that its terminal can show. Throws where
  /// nobody takes it.
  package static func show(_ text: String) throws(OutputFileError) {
    try write(style(refusesColour: true).glyphs.text(text))
  }

  /// Writes a text at once, as it is. Throws where nobody takes it.
  package static func write(_ text: String) throws(OutputFileError) {
    let output = OutputFile()
    try output.append(Array(text.utf8))
    try output.commit()
  }
}

extension TerminalStyle {
  /// The style for a descriptor of this process.
  package init(descriptor: Int32, refusesColour: Bool) {
    self.init(
      isTerminal: TerminalSize.isTerminal(descriptor), columns: TerminalSize.columns(of: descriptor),
      rows: TerminalSize.rows(of: descriptor), refusesColour: refusesColour, variable: Environment.value(of:))
  }
}
