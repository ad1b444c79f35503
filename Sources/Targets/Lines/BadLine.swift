/// A line that could not be understood: where it is, what it says, and why. Every message that quotes a line of the
/// user's is made here, because here it is decided what may be quoted.
public struct BadLine: Error, Sendable, Hashable {
  /// The name of the source, as the user gave it.
  public let source: String
  /// The number of the line, from 1; nil where the source is an argument.
  public let number: UInt64?
  /// What `QuotedLine` shows of the line, at most `longestText` characters of it, with control characters and invalid
  /// UTF-8 replaced by U+FFFD; nil where nothing is shown.
  public private(set) var text: String?
  /// Why it could not be understood.
  public let problem: LineProblem
  /// What the line seems to hold that must not be shown.
  public let secret: SecretSign?

  /// How many characters of a line are kept to be shown.
  public static let longestText = 100
  /// How much of a line is looked at to be quoted, in bytes.
  private static let searched = 8192

  init(source: String, number: UInt64?, line: ArraySlice<UInt8>, problem: LineProblem) {
    self.source = source
    self.number = number
    self.problem = problem
    secret = SecretSign(in: line)
    text = secret == nil ? Self.shown(QuotedLine.text(of: line.prefix(Self.searched))[...]) : nil
  }

  /// Shows nothing of the line.
  mutating func withhold() { text = nil }

  /// A text of the user's own between backticks, as messages quote it; what it seems to hold instead where that is a
  /// secret.
  public static func quoted(_ text: String) -> String {
    if let secret = SecretSign(in: Array(text.utf8)[...]) { return "a text that seems to hold \(secret)" }
    return "`\(shown(Array(text.utf8)[...]))`"
  }

  /// A text in which nothing steers a terminal.
  fileprivate static func plain(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isHiddenControl ? "\u{FFFD}" : $0 }))
  }

  private static func shown(_ line: ArraySlice<UInt8>) -> String {
    let content = line.drop(while: \.isLineSpace)
    let end = content.lastIndex { !$0.isLineSpace }.map { $0 + 1 } ?? content.startIndex
    let scalars = plain(String(decoding: content[..<end].prefix(4 * longestText), as: UTF8.self))
      .unicodeScalars
    let text = String(String.UnicodeScalarView(scalars.prefix(longestText)))
    return scalars.count > longestText || end - content.startIndex > 4 * longestText ? text + "…" : text
  }
}

extension BadLine: CustomStringConvertible {
  /// "targets.txt:12: `10.0.0.300`: `300` in the IPv4 address is above 255"
  public var description: String {
    let place = number.map { "\(source):\($0)" } ?? source
    if let secret { return "\(place): not shown, because it seems to hold \(secret); \(secret.advice)" }
    // The sentence of a problem quotes parts of its line.
    guard let text else {
      return "\(place): could not be understood, and is not shown, because a secret seems to stand before it"
    }
    return "\(place): `\(text)`: \(Self.plain("\(problem)"))"
  }
}

extension Unicode.Scalar {
  fileprivate var isHiddenControl: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}

extension UInt8 {
  /// Space, tab, and the carriage return at the end of a CRLF line.
  var isLineSpace: Bool {
    self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || self == UInt8(ascii: "\r")
  }
}
