public import Exposure

extension CalendarDay: ExpressibleByStringLiteral {
  /// A day that a test writes down, as 2027-03-31.
  public init(stringLiteral text: String) {
    guard let day = CalendarDay(text) else { preconditionFailure("\(text) is no day") }
    self = day
  }
}
