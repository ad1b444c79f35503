import PortableLibc
import Testing

@testable import Scanning

@Suite("A poller", .timeLimit(.minutes(10)))
struct PollerTests {
  /// Two ends of a stream; both are writable from the start.
  private static func pair() throws -> (CInt, CInt) {
    var ends: [CInt] = [-1, -1]
    try #require(socketpair(AF_UNIX, streamSocket, 0, &ends) == 0)
    return (ends[0], ends[1])
  }

  @Test("with poll(2) reports a descriptor once, and none that was forgotten, whose number may be another's")
  func polled() throws {
    var poller = try PollPoller()
    let (first, second) = try Self.pair()
    defer { for descriptor in [first, second] { close(descriptor) } }
    var ready: [CInt] = []
    try poller.add(first)
    try poller.add(second)
    poller.forget(first)
    #expect(poller.wait(milliseconds: 0) { ready.append($0) } == .drained)
    #expect(ready == [second])
    #expect(poller.wait(milliseconds: 0) { ready.append($0) } == .drained)
    #expect(ready == [second])
    try poller.add(first)
    try poller.add(first)
    _ = poller.wait(milliseconds: 0) { ready.append($0) }
    #expect(ready == [second, first])
  }

  @Test("of this system reports a descriptor once")
  func own() throws {
    var poller = try Poller()
    let (first, second) = try Self.pair()
    var ready: [CInt] = []
    try poller.add(first)
    while poller.wait(milliseconds: 0, ready: { ready.append($0) }) == .more {}
    while poller.wait(milliseconds: 0, ready: { ready.append($0) }) == .more {}
    #expect(ready == [first])
    for descriptor in [first, second] {
      poller.forget(descriptor)
      close(descriptor)
    }
  }

  @Test("ends its wait when it is called, before or while it waits")
  func woken() throws {
    var polled = try PollPoller()
    polled.waker.wake()
    #expect(polled.wait(milliseconds: -1) { _ in } == .drained)
    var poller = try Poller()
    poller.waker.wake()
    #expect(poller.wait(milliseconds: -1) { _ in } == .drained)
  }
}
