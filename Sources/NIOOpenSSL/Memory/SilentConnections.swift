import NIOCore

/// The connections of one event loop whose peer has not answered the first flight yet. One that is silent for longer
/// than others usually are gives the memory of its flight back; for the others that would cost more than it saves.
final class SilentConnections {
  private static let shortestPatience: Int64 = 250_000_000
  private static let longestPatience: Int64 = 2_000_000_000

  private struct Waiting {
    weak var connection: TLSConnection?
    let since: NIODeadline
  }

  private let loop: any EventLoop
  private var waiting = CircularBuffer<Waiting>()
  // In nanoseconds, a moving average of the time that peers take to answer.
  private var usual: Int64 = 0

  init(on loop: any EventLoop) {
    self.loop = loop
  }

  /// Whether it serves connections on this event loop.
  func serves(_ loop: any EventLoop) -> Bool { self.loop === loop }

  /// Takes a connection that has just sent its first flight. On the event loop only.
  func add(_ connection: TLSConnection) {
    let now = NIODeadline.now()
    connection.state.firstFlight.sentAt = now
    waiting.append(Waiting(connection: connection, since: now))
    if waiting.count == 1 { schedule(at: now + patience) }
  }

  /// Notes that a peer answered a first flight that was sent at this time. On the event loop only.
  func noteAnswer(toFlightSentAt sentAt: NIODeadline) {
    usual += ((NIODeadline.now() - sentAt).nanoseconds - usual) / 8
  }

  private var patience: TimeAmount {
    .nanoseconds(min(max(Self.shortestPatience, usual &* 4), Self.longestPatience))
  }

  private func schedule(at moment: NIODeadline) {
    loop.assumeIsolated().scheduleTask(deadline: moment) { self.release() }
  }

  private func release() {
    let now = NIODeadline.now()
    while let first = waiting.first {
      let until = first.since + patience
      guard until <= now else { return schedule(at: until) }
      first.connection?.releaseFirstFlight()
      waiting.removeFirst()
    }
  }
}
