import Exposure

/// Whether text carries ANSI colours (ECMA-48 SGR).
public enum ColourMode: Sendable, Hashable {
  /// No escape sequences.
  case plain
  /// Colours of the terminal's own palette.
  case ansi

  /// Colours for a terminal, unless the user said no: by `--no-color`, or by a `NO_COLOR` that is not empty
  /// (no-color.org).
  public init(isTerminal: Bool, noColorVariable: String?, noColorOption: Bool) {
    let isRefused = noColorOption || noColorVariable.map { !$0.isEmpty } ?? false
    self = isTerminal && !isRefused ? .ansi : .plain
  }

  /// Text that is to be seen first.
  public func warning(_ text: String) -> String { paint(text, .boldRed) }

  func paint(_ text: String, _ paint: Paint) -> String {
    switch self {
    case .plain: text
    case .ansi: paint == .none || text.isEmpty ? text : "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m"
    }
  }
}

/// An appearance, by its SGR parameters.
enum Paint: String {
  case none = ""
  case bold = "1"
  case dim = "2"
  case red = "31"
  case green = "32"
  case yellow = "33"
  case cyan = "36"
  case boldRed = "1;31"
  case boldGreen = "1;32"

  init(_ posture: Posture) {
    switch posture {
    case .exposed: self = .red
    case .restricted: self = .green
    case .lockedDown: self = .boldGreen
    case .unknown: self = .yellow
    case .other: self = .cyan
    case .unreachable: self = .dim
    }
  }

  init(_ severity: Severity) {
    switch severity {
    case .critical: self = .boldRed
    case .high: self = .red
    case .medium: self = .yellow
    case .low: self = .cyan
    case .info: self = .none
    case .none: self = .dim
    }
  }
}
