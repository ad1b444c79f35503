import Exposure
import PortableFoundation

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
    guard let date = HTTPDate(String(trimmed)) else { return nil }
    let seconds = date.time.timeIntervalSince(now)
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
}
