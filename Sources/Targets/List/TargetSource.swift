/// A text of target lines and where it comes from.
public struct TargetSource: Sendable {
  /// The file's name as the user gave it, or `argument`.
  public let name: String
  let text: [UInt8]
  /// Whether it is a file, whose lines have numbers.
  public let isFile: Bool
  /// Of another program's list, the line of the file from which each line of the text comes.
  private var listedLines: [UInt32]?

  /// Makes the source of a file's content: UTF-8, with or without a byte order mark, lines ended by LF, CRLF or CR.
  public init(name: String, text: [UInt8]) {
    self.name = name
    self.text = text
    isFile = true
  }

  /// Makes the source of one word of the command line, or the value of an option, which is named in errors.
  public init(argument: String, of name: String = "argument") {
    self.name = name
    text = Array(argument.utf8)
    isFile = false
  }

  /// Makes the source of another program's list.
  init(name: String, _ targets: ListedTargets) {
    var targets = targets
    let (text, numbers) = targets.takeLines()
    self.init(name: name, text: text)
    listedLines = numbers
  }

  /// Whether the text is another program's, turned into lines of our own: it is not to be taken for something else.
  var isListed: Bool { listedLines != nil }

  /// The number of a line in the file, from 1; nil where the source is an argument.
  func fileLine(_ number: UInt64) -> UInt64? {
    guard isFile else { return nil }
    guard let listedLines, number > 0, number <= listedLines.count else { return number }
    return UInt64(listedLines[Int(number) - 1])
  }

  var lines: SourceLines { SourceLines(text) }

  /// The line that begins at a byte.
  func line(at start: Int) -> ArraySlice<UInt8>? {
    var lines = SourceLines(text, from: start)
    return lines.next()
  }

  func badLine(_ line: ArraySlice<UInt8>, number: UInt64, problem: LineProblem) -> BadLine {
    BadLine(source: name, number: fileLine(number), line: line, problem: problem)
  }
}

extension UInt8 {
  /// LF, or CR: a CR alone ends a line as well, as it did on the classic Mac OS; otherwise the comment before it would
  /// swallow the lines behind it.
  var isLineEnd: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }
}

/// The lines of a text, one after the other.
struct SourceLines: Sendable {
  /// The number of the line that `next()` returned last, from 1.
  private(set) var number: UInt64 = 0
  private let text: [UInt8]
  private var position: Int

  /// The lines of a text.
  init(_ text: [UInt8]) {
    self.text = text
    position = 0
  }

  /// The lines from a byte on, at which one begins.
  init(_ text: [UInt8], from start: Int) {
    self.text = text
    position = start
  }

  mutating func next() -> ArraySlice<UInt8>? {
    guard position < text.count else { return nil }
    let rest = text[position...]
    let end = rest.firstIndex { $0.isLineEnd } ?? rest.endIndex
    position = end + 1
    if position < text.count, text[end] == UInt8(ascii: "\r"), text[position] == UInt8(ascii: "\n") {
      position += 1
    }
    number += 1
    return Self.withoutMark(rest[..<end])
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// A line without a byte order mark, which stands at the start of a file, and of every file behind the first where
  /// several were joined.
  static func withoutMark(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    line.starts(with: byteOrderMark) ? line.dropFirst(byteOrderMark.count) : line
  }
}
