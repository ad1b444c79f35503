import PortableFoundation

/// Times as every output writes them: ISO 8601 in UTC with seconds, `2026-11-23T22:04:55Z`.
///
/// Written by hand, because rows of endpoints that do not answer come at tens of thousands a second.
public enum Timestamp {
  /// 1970-01-01T00:00:00Z.
  static let epoch = Date(timeIntervalSince1970: 0)

  /// The time as text; empty where the year does not fit four digits. Fractions are dropped.
  public static func text(_ date: Date) -> String {
    String(decoding: bytes(date), as: UTF8.self)
  }

  /// The day of the time in UTC, `2026-11-23`; empty where the year does not fit four digits.
  public static func day(_ date: Date) -> String {
    String(decoding: bytes(date).prefix(10), as: UTF8.self)
  }

  private static func bytes(_ date: Date) -> [UInt8] {
    var text: [UInt8] = []
    append(date, to: &text)
    return text
  }

  /// Appends the twenty bytes of a time; none where the year does not fit four digits.
  static func append(_ date: Date, to text: inout [UInt8]) {
    let seconds = date.timeIntervalSince1970.rounded(.down)
    guard seconds >= -62_167_219_200, seconds <= 253_402_300_799 else { return }
    let (days, ofDay) = floorDivide(Int64(seconds), by: 86_400)
    let (year, month, day) = civil(days: days)
    appendTwoDigits(year / 100, to: &text)
    appendTwoDigits(year % 100, to: &text)
    text.append(UInt8(ascii: "-"))
    appendTwoDigits(month, to: &text)
    text.append(UInt8(ascii: "-"))
    appendTwoDigits(day, to: &text)
    text.append(UInt8(ascii: "T"))
    appendTwoDigits(ofDay / 3600, to: &text)
    text.append(UInt8(ascii: ":"))
    appendTwoDigits(ofDay / 60 % 60, to: &text)
    text.append(UInt8(ascii: ":"))
    appendTwoDigits(ofDay % 60, to: &text)
    text.append(UInt8(ascii: "Z"))
  }

  /// Reads exactly the form that `text(_:)` writes.
  public static func date(_ text: String) -> Date? {
    let bytes = Array(text.utf8)
    guard bytes.count == 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      bytes[19] == UInt8(ascii: "Z"),
      let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
      let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]),
      let second = number(bytes[17..<19]),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 60
    else { return nil }
    let days = daysSinceEpoch(year: year, month: month, day: day)
    let date = Date(timeIntervalSince1970: Double(days * 86_400 + hour * 3600 + minute * 60 + second))
    return Self.bytes(date) == bytes ? date : nil
  }

  /// The proleptic Gregorian date of a day number (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
  private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let (era, ofEra) = floorDivide(days + 719_468, by: 146_097)
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * ofYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * shifted + 2) / 5 + 1)
  }

  private static func daysSinceEpoch(year: Int64, month: Int64, day: Int64) -> Int64 {
    let (era, yearOfEra) = floorDivide(month <= 2 ? year - 1 : year, by: 400)
    let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear - 719_468
  }

  private static func floorDivide(_ value: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }

  private static func appendTwoDigits(_ value: Int64, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "0") + UInt8(value / 10))
    text.append(UInt8(ascii: "0") + UInt8(value % 10))
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    var value: Int64 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = value * 10 + Int64(digit - UInt8(ascii: "0"))
    }
    return value
  }
}
