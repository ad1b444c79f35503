/// Text that explains: paragraphs with an empty line between. Lines that begin with two spaces are to be typed as they
/// stand; what stands between backticks is a name.
struct HelpText: Sendable, Equatable, ExpressibleByStringLiteral {
  /// A paragraph, or lines to be typed.
  enum Block: Sendable, Equatable {
    case paragraph(String)
    case command(String)
  }

  let blocks: [Block]

  init(stringLiteral text: String) { self.init(text) }

  init(_ text: String) {
    var blocks: [Block] = []
    var lines: [Substring] = []
    var isCommand = false
    func close() {
      while lines.last?.isEmpty == true { lines.removeLast() }
      if isCommand, !lines.isEmpty {
        blocks.append(.command(lines.map { $0.dropFirst(2) }.joined(separator: "\n")))
      } else if !lines.isEmpty {
        blocks.append(.paragraph(lines.joined(separator: " ")))
      }
      lines = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let isTyped = line.hasPrefix("  ")
      if line.isEmpty {
        // Commands with an empty line between belong together; paragraphs part.
        if isCommand { if !lines.isEmpty { lines.append(line) } } else { close() }
        continue
      }
      if isTyped != isCommand { close() }
      isCommand = isTyped
      lines.append(line)
    }
    close()
    self.blocks = blocks
  }

  /// For a reader of plain text.
  var plain: String {
    blocks.map { block in
      switch block {
      case .paragraph(let text): text
      case .command(let text):
        text.split(separator: "\n", omittingEmptySubsequences: false)
          .map { $0.isEmpty ? "" : "  \($0)" }.joined(separator: "\n")
      }
    }.joined(separator: "\n\n")
  }

  /// As Markdown, with fences around what is to be typed.
  var markdown: String {
    blocks.map { block in
      switch block {
      case .paragraph(let text): Self.escaped(text)
      case .command(let text): "```\n\(text)\n```"
      }
    }.joined(separator: "\n\n")
  }

  /// The parts of a paragraph, in turns plain and between backticks.
  static func parts(_ paragraph: String) -> [(text: String, isName: Bool)] {
    paragraph.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .map { (text: String($0.element), isName: !$0.offset.isMultiple(of: 2)) }
      .filter { !$0.text.isEmpty }
  }

  private static func escaped(_ paragraph: String) -> String {
    parts(paragraph).map { part in
      part.isName ? "`\(part.text)`" : MarkdownText.prose(part.text)
    }.joined()
  }
}
