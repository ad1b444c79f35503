#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A day in UTC: `2026-09-30`.
public struct CalendarDay: Sendable, Hashable {
  /// Its first second.
  public let start: Date

  /// The first second of the day after it: support that ends on a day lasts until then.
  public var end: Date { start + 86_400 }

  private static let format = Date.ISO8601FormatStyle().year().month().day()
}

extension CalendarDay: Comparable {
  /// Earlier is less.
  public static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.start < right.start }
}

extension CalendarDay: LosslessStringConvertible {
  /// Reads exactly the form that `description` writes.
  public init?(_ description: String) {
    guard description.utf8.count == 10, let start = try? Date(description, strategy: Self.format) else {
      return nil
    }
    self.start = start
    guard self.description == description else { return nil }
  }

  /// `2026-09-30`.
  public var description: String { start.formatted(Self.format) }
}

extension CalendarDay: Decodable {
  /// Reads the text form.
  public init(from decoder: any Decoder) throws {
    self = try decoder.losslessText("a day such as 2026-09-30")
  }
}
