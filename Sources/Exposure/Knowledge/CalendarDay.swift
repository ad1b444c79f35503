import PortableFoundation

/// A day in UTC: `2026-09-30`.
public struct CalendarDay: Sendable, Hashable {
  /// Its first second.
  public let start: Date
  /// `2026-09-30`.
  public let description: String

  /// The first second of the day after it: support that ends on a day lasts until then.
  public var end: Date { start + 86_400 }

  /// The first day of Unix time.
  static let epoch = CalendarDay(start: Date(timeIntervalSince1970: 0), description: "1970-01-01")

  private static let format = Date.ISO8601FormatStyle().year().month().day()
}

extension CalendarDay: Comparable {
  /// Earlier is less.
  public static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.start < right.start }
}

extension CalendarDay: LosslessStringConvertible {
  /// Reads year, month and day, exactly so.
  public init?(_ description: String) {
    guard description.utf8.count == 10, let start = try? Date(description, strategy: Self.format) else {
      return nil
    }
    guard start.formatted(Self.format) == description else { return nil }
    self.start = start
    self.description = description
  }
}

extension CalendarDay: Decodable {
  /// Reads the text form.
  public init(from decoder: any Decoder) throws {
    self = try decoder.losslessText("a date; write it as 2026-09-30")
  }
}
