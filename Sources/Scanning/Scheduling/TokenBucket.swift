import NIOCore

/// Lets a given number of connections begin a second, evenly: one token each, of which few can be saved up.
struct TokenBucket {
  private let nanosecondsForEachToken: Double
  private let capacity: Double
  private var tokens: Double
  private var refilledAt: NIODeadline

  /// A bucket for `rate` tokens a second, greater than 0, that begins with one token.
  ///
  /// It holds at most what comes in 10 ms (two tokens at least, or the time that a wait oversleeps would be
  /// lost), so that a pause is not made good for with a burst.
  init(rate: Double, now: NIODeadline) {
    nanosecondsForEachToken = 1e9 / rate
    capacity = max(2, rate / 100)
    tokens = 1
    refilledAt = now
  }

  /// When a token can be spent: nil for now.
  mutating func nextToken(now: NIODeadline) -> NIODeadline? {
    refill(now: now)
    guard tokens < 1 else { return nil }
    let wait = (1 - tokens) * nanosecondsForEachToken
    // A day at most: what asks looks again then.
    return now + .nanoseconds(Int64(min(wait.rounded(.up), 86_400_000_000_000)))
  }

  /// Spends a token; to be called after `nextToken` said that there is one.
  mutating func spend() {
    tokens -= 1
  }

  private mutating func refill(now: NIODeadline) {
    guard now > refilledAt else { return }
    let elapsed = Double((now - refilledAt).nanoseconds)
    tokens = min(capacity, tokens + elapsed / nanosecondsForEachToken)
    refilledAt = now
  }
}
