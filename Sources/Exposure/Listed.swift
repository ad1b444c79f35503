import Targets

/// Words with spaces between them, as many as fit and then how many there are beyond: `a b … and 17 more`.
///
/// - Parameter limit: The longest text in Unicode scalars. What is not printable ASCII counts tenfold, so that the text
///   still fits where such characters are shown as `\u{202e}`.
public func listed(_ words: [String], within limit: Int) -> String {
  var room = limit
  var count = 0
  for word in words {
    let size = size(of: word) + 1
    guard size <= room else { break }
    room -= size
    count += 1
  }
  guard count < words.count else { return words.joined(separator: " ") }
  // The rest gives way to its number.
  while count > 0, room < remark(words.count).utf8.count {
    count -= 1
    room += size(of: words[count]) + 1
  }
  return (words[..<count] + [remark(words.count - count)]).joined(separator: " ")
}

private func remark(_ count: Int) -> String { "… and \(grouped(count)) more" }

private func size(of word: String) -> Int {
  word.unicodeScalars.reduce(0) { $0 + ((0x20...0x7E).contains($1.value) ? 1 : 10) }
}
