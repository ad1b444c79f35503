extension String {
  /// The text with every run of white space as one space, as a line shows an indented document or a text whose lines
  /// somebody has broken.
  var inOneLine: String {
    unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }.joined(separator: " ")
  }
}
