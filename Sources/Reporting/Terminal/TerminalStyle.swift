/// How text is drawn for a person: the one place that decides on colours, characters and width, for every command.
public struct TerminalStyle: Sendable, Hashable {
  /// The colours.
  public var colour: ColourMode
  /// The characters.
  public var glyphs: Glyphs
  /// The columns of the terminal; nil where nothing is to be cut.
  public var width: Int?
  /// The rows of the terminal; nil where it has no end.
  public var height: Int?
  /// Whether a line can be drawn again at its place.
  public var canRedraw: Bool

  /// What a terminal is like that does not say: that of the VT100.
  public static let usualWidth = 80
  /// Its rows, likewise.
  public static let usualHeight = 24

  /// Plain lines, as for a pipe, unless something else is said.
  public init(
    colour: ColourMode = .plain, glyphs: Glyphs = .ascii, width: Int? = nil, height: Int? = nil,
    canRedraw: Bool = false
  ) {
    self.colour = colour
    self.glyphs = glyphs
    self.width = width
    self.height = height
    self.canRedraw = canRedraw
  }

  /// The style for a descriptor.
  ///
  /// A pipe gets plain lines. A terminal gets colours, unless they are refused (`NO_COLOR`, no-color.org) or `TERM` is
  /// `dumb`, and Unicode, unless `TERM` is `dumb` or the locale is not one of UTF-8 (POSIX: the first of `LC_ALL`,
  /// `LC_CTYPE` and `LANG` that is not empty names it, and none is the locale C).
  /// - Parameters:
  ///   - isTerminal: Whether it is a terminal.
  ///   - columns: Its width, where it says.
  ///   - rows: Its height, where it says.
  ///   - refusesColour: Whether the user wants no colours.
  ///   - variable: The environment.
  public init(
    isTerminal: Bool, columns: Int?, rows: Int?, refusesColour: Bool, variable: (String) -> String?
  ) {
    guard isTerminal else {
      self.init()
      return
    }
    let isDumb = variable("TERM") == "dumb"
    self.init(
      colour: ColourMode(
        isTerminal: !isDumb, noColorVariable: variable("NO_COLOR"), noColorOption: refusesColour),
      glyphs: !Self.isUTF8(variable) ? .asciiOnly : isDumb ? .ascii : .unicode,
      width: columns ?? Self.usualWidth, height: rows ?? Self.usualHeight, canRedraw: !isDumb)
  }

  private static func isUTF8(_ variable: (String) -> String?) -> Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(variable).first { !$0.isEmpty } ?? "C"
    let name = locale.lowercased()
    return name.contains("utf-8") || name.contains("utf8")
  }

  /// Paragraphs of its width, but no wider than is easily read.
  public var paragraphs: Paragraphs { Paragraphs(fittingTerminal: width) }

  /// The text, which is safe for a terminal, in as many lines as it needs, broken between words.
  public func wrapped(_ text: String) -> [String] { lines(text) }

  /// The text in as many lines as it needs, broken between words, behind a prefix; further lines are indented by as much.
  /// - Parameter shown: The prefix as it is painted.
  func lines(
    _ text: String, behind prefix: String = "", shown: String? = nil, paint: Paint = .none
  ) -> [String] {
    let indent = displayWidth(prefix)
    let margin = String(repeating: " ", count: indent)
    return words(text, within: width.map { max(1, $0 - indent) }).enumerated().map { number, line in
      (number == 0 ? shown ?? prefix : margin) + colour.paint(line, paint)
    }
  }

  private func words(_ text: String, within width: Int?) -> [String] {
    guard let width, displayWidth(text) > width else { return [text] }
    return filledLines(text, width: width)
  }
}
