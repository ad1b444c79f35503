/// How many columns of a terminal a text takes, for text that is sanitised already. An approximation: two for
/// what Unicode calls wide (UAX #11) and for emoji, none for marks that combine with the letter before.
func displayWidth(_ text: String) -> Int {
  if TextSanitiser.isPlain(text) { return text.utf8.count }
  return text.unicodeScalars.reduce(0) { $0 + displayWidth($1) }
}

/// The text with spaces up to this many columns.
func padded(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - displayWidth(text)))
}

/// The text cut to this many columns, its end marked by an ellipsis of one column.
func fitted(_ text: String, to width: Int, ellipsis: String = "…") -> String {
  guard displayWidth(text) > width else { return text }
  guard width > 0 else { return "" }
  return beginning(of: text, columns: width - 1) + ellipsis
}

/// As much of the beginning of a text as fits into so many columns.
func beginning(of text: String, columns: Int) -> String {
  var kept = String.UnicodeScalarView()
  var taken = 0
  for scalar in text.unicodeScalars {
    taken += displayWidth(scalar)
    guard taken <= columns else { break }
    kept.append(scalar)
  }
  return String(kept)
}

/// The text cut to this many columns between two words, its end marked by an ellipsis; inside the first word only where that
/// alone is too long.
func fittedWords(_ text: String, to width: Int, ellipsis: String) -> String {
  guard displayWidth(text) > width else { return text }
  let kept = beginning(of: text, columns: width - 1)
  let isWordEnd = text.unicodeScalars.dropFirst(kept.unicodeScalars.count).first == " "
  guard !isWordEnd, let space = kept.lastIndex(of: " ") else {
    return fitted(text, to: width, ellipsis: ellipsis)
  }
  return kept[..<space] + ellipsis
}

/// The words of a text in lines of at most so many columns; a word that is longer has a line of its own.
func filledLines(_ text: String, width: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ").map(String.init) {
    if !line.isEmpty, displayWidth(line) + 1 + displayWidth(word) > width {
      lines.append(line)
      line = ""
    }
    line += (line.isEmpty ? "" : " ") + word
  }
  return lines + [line]
}

private func displayWidth(_ scalar: Unicode.Scalar) -> Int {
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark: return 0
  default: break
  }
  if scalar.properties.isEmojiPresentation { return 2 }
  switch scalar.value {
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF,
    0x1F200...0x1F265, 0x20000...0x3FFFD:
    return 2
  default: return 1
  }
}
