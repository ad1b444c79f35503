import Exposure

extension CalendarDay {
  /// The day, if it is not after the day of the import: what claims to be from the future is not believed.
  func believed(on today: CalendarDay) -> CalendarDay? { self <= today ? self : nil }
}
