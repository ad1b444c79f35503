public import Exposure

extension CalendarDay {
  /// A day that a test writes down, as 2027-03-31.
  public static func on(_ text: String) -> CalendarDay {
    guard let day = CalendarDay(text) else { preconditionFailure("\(text) is no day") }
    return day
  }
}
