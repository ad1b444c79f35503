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

/// The text cut to this many columns, its end marked by `…`.
func fitted(_ text: String, to width: Int) -> String {
  guard displayWidth(text) > width else { return text }
  var kept = String.UnicodeScalarView()
  var taken = 1
  for scalar in text.unicodeScalars {
    taken += displayWidth(scalar)
    guard taken <= width else { break }
    kept.append(scalar)
  }
  return String(kept) + "…"
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
