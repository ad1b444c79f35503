#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The time as HTTP writes it (RFC 9110 §5.6.7): `Mon, 23 Nov 2026 22:14:02 GMT`.
struct HTTPDate: CustomStringConvertible {
  let description: String

  /// Of a Unix time in seconds.
  init(secondsSince1970: Int) {
    var seconds = time_t(secondsSince1970)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day = Self.days[Int(parts.tm_wday) % Self.days.count]
    let month = Self.months[Int(parts.tm_mon) % Self.months.count]
    description =
      "\(day), \(two(parts.tm_mday)) \(month) \(parts.tm_year + 1900) "
      + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT"
  }

  /// Of now.
  static var now: HTTPDate { HTTPDate(secondsSince1970: time(nil)) }

  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
