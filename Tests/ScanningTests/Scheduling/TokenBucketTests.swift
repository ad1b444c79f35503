import NIOCore
import Testing

@testable import Scanning

@Suite("Token bucket")
struct TokenBucketTests {
  @Test("waits for a day at most, however small the rate", arguments: [1e-3, 1e-11, 1e-300])
  func tinyRate(rate: Double) throws {
    let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
    var bucket = TokenBucket(rate: rate, now: start)
    bucket.spend()
    let token = bucket.nextToken(now: start)
    let next = try #require(token)
    #expect(next > start && next - start <= .hours(24))
  }

  @Test(
    "over ten seconds as many tokens come as the rate says, whatever the waits oversleep",
    arguments: [1.0, 7, 50, 333, 1_000, 20_000])
  func exactRate(rate: Double) {
    let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
    let end = start + .seconds(10)
    var bucket = TokenBucket(rate: rate, now: start)
    var now = start
    var spent = 0
    while now < end {
      if let next = bucket.nextToken(now: now) {
        // A poller that counts in milliseconds wakes up to one of them late.
        let wait = (next - now).nanoseconds
        now = now + .nanoseconds((wait + 999_999) / 1_000_000 * 1_000_000)
      } else {
        bucket.spend()
        spent += 1
      }
    }
    let expected = rate * 10
    #expect(abs(Double(spent) - expected) <= max(2, expected * 0.02))
  }

  @Test("a pause is not made good for with a burst")
  func noBurst() {
    let start = NIODeadline.uptimeNanoseconds(0)
    var bucket = TokenBucket(rate: 1_000, now: start)
    let later = start + .seconds(60)
    var burst = 0
    while bucket.nextToken(now: later) == nil {
      bucket.spend()
      burst += 1
    }
    #expect(burst == 10)
  }

  @Test("a clock that does not move gives nothing")
  func stoppedClock() {
    let now = NIODeadline.uptimeNanoseconds(5)
    var bucket = TokenBucket(rate: 10, now: now)
    #expect(bucket.nextToken(now: now) == nil)
    bucket.spend()
    #expect(bucket.nextToken(now: now) == now + .milliseconds(100))
  }
}
