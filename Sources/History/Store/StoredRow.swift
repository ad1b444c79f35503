import Exposure
import GRDB
import PortableFoundation

/// A value in a file that no writer of this schema wrote there.
struct UnknownValue: Error, Equatable, CustomStringConvertible {
  /// Where it stands, as in `results row 12, column port`; nil where only the value is known.
  var place: String?
  /// The value, or what there is in place of it.
  var text: String

  init(_ text: String, at place: String? = nil) {
    self.text = text
    self.place = place
  }

  var description: String {
    "\(place ?? "it") holds \(text.unicodeScalars.prefix(60).map { String($0) }.joined()) where that cannot be"
  }
}

extension RawRepresentable<String> {
  init(stored text: String) throws {
    guard let value = Self(rawValue: text) else { throw UnknownValue("\"\(text)\"") }
    self = value
  }
}

extension Date {
  /// The seconds that a history may hold: years 1 to 9999.
  static let storedSeconds: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

  /// Whole seconds since 1970, bounded to years that a calendar has.
  var unixSeconds: Int64 {
    let range = Self.storedSeconds
    let seconds = timeIntervalSince1970.rounded(.down)
    // Whoever asks a clock gets a number; NaN would be neither less nor more than anything.
    guard seconds > Double(range.lowerBound) else { return range.lowerBound }
    return seconds < Double(range.upperBound) ? Int64(seconds) : range.upperBound
  }

  init(unixSeconds: Int64) {
    self.init(timeIntervalSince1970: Double(unixSeconds))
  }
}

/// A row as it stands in the file. SQLite holds any value in any column, and anybody may have written the file: nothing is
/// taken for what the schema says, and what cannot be is an `UnknownValue` that names its place.
struct StoredRow {
  private let row: Row
  private let table: String
  private let identifier: String

  /// More endpoints than any scan has; sums of such numbers do not overflow.
  static let counts: ClosedRange<Int64> = 0...(1 << 48)

  /// - Parameters:
  ///   - table: The table that holds it.
  ///   - identifier: The column that tells its rows apart.
  init(_ row: Row, of table: String, by identifier: String) {
    self.row = row
    self.table = table
    self.identifier = identifier
  }

  /// The value of a column.
  func value<Value: DatabaseValueConvertible>(_ column: String) throws -> Value {
    try value(column, self[column])
  }

  /// The value of a column that may hold none.
  func optional<Value: DatabaseValueConvertible>(_ column: String) throws -> Value? {
    let stored = try self[column]
    return stored.isNull ? nil : try value(column, stored)
  }

  /// A number in a range.
  func number<Value: FixedWidthInteger>(_ column: String, in range: ClosedRange<Value>) throws -> Value {
    let number: Int64 = try value(column)
    guard let value = Value(exactly: number), range.contains(value) else {
      throw UnknownValue("\(number)", at: place(column))
    }
    return value
  }

  /// How many there are of something.
  func count(_ column: String) throws -> Int64 { try number(column, in: Self.counts) }

  /// A count that may not be known.
  func optionalCount(_ column: String) throws -> Int64? {
    try self[column].isNull ? nil : count(column)
  }

  /// A time.
  func time(_ column: String) throws -> Date {
    Date(unixSeconds: try number(column, in: Date.storedSeconds))
  }

  /// A time that may not be known.
  func optionalTime(_ column: String) throws -> Date? { try self[column].isNull ? nil : time(column) }

  /// One of the names of a type.
  func name<Value: RawRepresentable<String>>(_ column: String) throws -> Value {
    let text: String = try value(column)
    guard let value = Value(rawValue: text) else { throw unknown(column) }
    return value
  }

  /// One of the names of a type, or none.
  func optionalName<Value: RawRepresentable<String>>(_ column: String) throws -> Value? {
    try self[column].isNull ? nil : name(column)
  }

  /// What the column holds cannot be.
  func unknown(_ column: String) -> UnknownValue {
    UnknownValue((try? self[column]).map(Self.text) ?? "nothing", at: place(column))
  }

  private subscript(column: String) -> DatabaseValue {
    get throws {
      guard row.hasColumn(column) else { throw UnknownValue("nothing", at: place(column)) }
      return row[column]
    }
  }

  private func value<Value: DatabaseValueConvertible>(
    _ column: String, _ stored: DatabaseValue
  ) throws -> Value {
    guard let value = Value.fromDatabaseValue(stored) else { throw unknown(column) }
    return value
  }

  private func place(_ column: String) -> String {
    let number: DatabaseValue? = row.hasColumn(identifier) ? row[identifier] : nil
    let name = number.flatMap { $0.isNull ? nil : " row \(Self.text($0))" } ?? ""
    return "\(table)\(name), column \(column)"
  }

  private static func text(_ value: DatabaseValue) -> String {
    switch value.storage {
    case .null: "nothing"
    case .int64(let number): "\(number)"
    case .double(let number): "\(number)"
    case .string(let text): "\"\(text.unicodeScalars.prefix(60).map { String($0) }.joined())\""
    case .blob(let data): "\(data.count) bytes"
    }
  }
}
