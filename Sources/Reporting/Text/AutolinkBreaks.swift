/// Where text has to be torn so that GitHub makes no link of it that nobody wrote.
///
/// What is linked without markup: addresses of pages behind `://` or `www.`, and of mail (GFM, "Autolinks (extension)",
/// https://github.github.com/gfm/#autolinks-extension-); issues as `#26`, `GH-26` and `owner/repository#26`, and commits by
/// 7 to 40 hexadecimal digits (https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls);
/// accounts and teams behind `@`. Accounts, issues and commits are looked for in the text nodes of the rendered HTML
/// (html-pipeline's mention filters), addresses of mail by cmark-gfm behind its escapes: no backslash and no entity keeps
/// them from it, an element between does.
enum AutolinkBreaks {
  /// An element that shows nothing, and that GitHub keeps (html-pipeline's `SanitizationFilter`).
  static let element = "<b></b>"
  /// The fewest and the most digits that name a commit.
  private static let commit = 7...40

  /// The positions, ascending, behind which the element has to stand.
  static func places(in text: [Unicode.Scalar]) -> [Int] {
    var places: [Int] = []
    var start = 0
    while start < text.count {
      guard isWord(text[start]) else {
        if tearsBehind(start, in: text) { places.append(start) }
        start += 1
        continue
      }
      let end = text[start...].firstIndex { !isWord($0) } ?? text.count
      places += placesOfWord(start..<end, in: text)
      start = end
    }
    return places
  }

  /// Whether what follows a sign must not be of the same text: an account, the domain of a mail, a number, an address. At the
  /// end of a value another may follow.
  private static func tearsBehind(_ index: Int, in text: [Unicode.Scalar]) -> Bool {
    let next = index + 1 < text.count ? text[index + 1] : nil
    switch text[index] {
    case "@", "#": return next != " "
    case ":": return next == "/"
    default: return false
    }
  }

  private static func placesOfWord(_ word: Range<Int>, in text: [Unicode.Scalar]) -> [Int] {
    let next = word.upperBound < text.count ? text[word.upperBound] : nil
    let last = text[word].split(separator: "_", omittingEmptySubsequences: false).last ?? []
    let letters = String(String.UnicodeScalarView(last.prefix(4))).lowercased()
    if next == "." || next == nil, letters == "www" { return [word.upperBound - 1] }
    if next == "-" || next == nil, letters == "gh" { return [word.upperBound - 1] }
    guard commit.contains(word.count), text[word].allSatisfy(isHexadecimalDigit),
      !isNumberOfFlaw(word, in: text)
    else { return [] }
    return Array(
      stride(
        from: word.lowerBound + commit.lowerBound - 2, to: word.upperBound - 1, by: commit.lowerBound - 1))
  }

  /// Whether a word is the number of a CVE identifier (`CVE-2018-1002105`), by which people search. GitHub links what is the
  /// beginning of a commit's name in the repository, and nothing else (a maintainer in remarkjs/remark-github, issue 22): no
  /// number of a flaw is, but by chance, and such a link would lead nowhere but there.
  private static func isNumberOfFlaw(_ word: Range<Int>, in text: [Unicode.Scalar]) -> Bool {
    let length = "CVE-2018-".count
    guard word.lowerBound >= length, text[word].allSatisfy(isDigit) else { return false }
    let prefix = text[(word.lowerBound - length)..<word.lowerBound]
    let year = prefix.dropFirst(4).prefix(4)
    let isBeginning = word.lowerBound == length || !isWord(text[word.lowerBound - length - 1])
    return isBeginning && prefix.starts(with: "CVE-".unicodeScalars) && year.allSatisfy(isDigit)
      && prefix.last == "-"
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
  }

  private static func isHexadecimalDigit(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar) || ("a"..."f").contains(scalar)
  }
}
