import PortableFoundation

/// A time as HTTP writes it (IMF-fixdate, RFC 9110 §5.6.7): `Mon, 23 Nov 2026 22:14:02 GMT`.
package struct HTTPDate: Sendable, Hashable {
  /// The time, in whole seconds.
  package let time: Date

  /// Leaves out what is less than a second.
  package init(_ time: Date) {
    self.time = Date(timeIntervalSince1970: time.timeIntervalSince1970.rounded(.down))
  }

  private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}

extension HTTPDate: LosslessStringConvertible {
  /// Reads the only form that a server may still send; the name of the day may be any word.
  package init?(_ text: String) {
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", let month = Self.months.firstIndex(where: { $0 == words[2] })
    else { return nil }
    let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
    guard let time = try? Date("\(words[3])-\(number)-\(words[1])T\(words[4])Z", strategy: .iso8601) else {
      return nil
    }
    self.time = time
  }

  package var description: String {
    // 1994-11-06T08:49:37Z
    let parts = time.formatted(.iso8601).split { !$0.isNumber }
    guard parts.count == 6, let month = Int(parts[1]), Self.months.indices.contains(month - 1) else {
      return "Thu, 01 Jan 1970 00:00:00 GMT"
    }
    let day = (time.timeIntervalSince1970 / 86_400).rounded(.down).truncatingRemainder(dividingBy: 7)
    let name = Self.days[Int(day < 0 ? day + 7 : day)]
    return "\(name), \(parts[2]) \(Self.months[month - 1]) \(parts[0]) "
      + "\(parts[3]):\(parts[4]):\(parts[5]) GMT"
  }
}
