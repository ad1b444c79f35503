import Exposure

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// An answer that may be another one in a moment: 429 or 5xx.
struct PassingAnswer: Sendable, Hashable {
  /// The path that was asked.
  let path: String
  /// How long the server asks to wait; nil where it does not say.
  let delay: Duration?

  init(_ response: Response, now: Date) {
    path = response.path
    delay = RetryAfter.delay(of: response, now: now)
  }
}

/// When a server that answered 429 or 503 wants to be asked again (RFC 9110 §10.2.3).
enum RetryAfter {
  /// How long to wait, or nil where the answer does not ask for a repetition.
  ///
  /// The field holds seconds or a date; a date in the past is no wait at all.
  static func delay(of response: Response, now: Date) -> Duration? {
    guard response.status == 429 || response.status == 503, let text = response.header("Retry-After") else {
      return nil
    }
    let trimmed = text.drop { $0 == " " || $0 == "\t" }
    if trimmed.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
      // More digits than this are centuries; the deadline ends the endpoint long before.
      return trimmed.isEmpty ? nil : .seconds(Int64(trimmed.prefix(9)) ?? 0)
    }
    guard let date = date(trimmed) else { return nil }
    let seconds = date.timeIntervalSince(now)
    guard seconds.isFinite, seconds < 1e9 else { return nil }
    return .seconds(max(0, seconds))
  }

  /// The pause before what may pass is asked again: what the answers say, else a short one that doubles with each of the
  /// `repeats` so far. Nil where all answers are here to stay.
  static func pause(after passing: [PassingAnswer], repeats: Int) -> Duration? {
    passing
      .map { $0.delay ?? Bounds.firstRepeatPause * (1 << max(0, min(repeats, 8))) }
      .max()
      .map { max($0, Bounds.shortestRepeatPause) }
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Reads the only form of date that a server may still send: `Mon, 23 Nov 2026 22:14:41 GMT` (IMF-fixdate,
  /// RFC 9110 §5.6.7).
  private static func date(_ text: Substring) -> Date? {
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", let month = months.firstIndex(where: { $0 == words[2] })
    else { return nil }
    let monthNumber = month < 9 ? "0\(month + 1)" : "\(month + 1)"
    return try? Date("\(words[3])-\(monthNumber)-\(words[1])T\(words[4])Z", strategy: .iso8601)
  }
}
