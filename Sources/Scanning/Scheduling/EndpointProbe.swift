import NIOCore

/// The work on one endpoint, from its first connection attempt to its observation. A class, because the scan loop changes
/// it in place many times; only that loop's thread touches it.
final class EndpointProbe {
  /// The endpoint's place in the order of rows.
  let place: UInt64
  /// The latest moment at which it ends, on the scan's clock.
  let deadline: NIODeadline
  /// What is known, and what comes next.
  var progress: ProbeProgress
  /// The proxy through which it is asked; nil for none.
  let route: ProxyRoute?
  /// What the proxy itself failed with last; nil where its last attempt came further.
  var proxyFault: ProxyFault?
  /// When its first connection attempt began, on the machine's clock.
  let begunAt: NIODeadline
  /// When the current connection attempt began, on the machine's clock, as the moments of answers are.
  var dialledAt: NIODeadline
  /// The number of the connection that is being talked on; the report of any other is out of date.
  var conversation: UInt64 = 0
  /// Ends that connection.
  var handle: ConversationHandle?
  /// The first connection, where the server says nothing on it and is asked otherwise on another one.
  var silent: SilentConnection?
  /// How often in a row the machine had no descriptor, port or buffer for it.
  var exhaustions = 0
  /// Whether a connection of it came up.
  var hasTalked = false

  init(
    place: UInt64, deadline: NIODeadline, progress: ProbeProgress, route: ProxyRoute? = nil,
    dialledAt: NIODeadline
  ) {
    self.route = route
    self.place = place
    self.deadline = deadline
    self.progress = progress
    begunAt = dialledAt
    self.dialledAt = dialledAt
  }
}

/// A TLS connection on which the server has said nothing so far. It may answer until the deadline; what it came to is
/// taken in once no other connection of the endpoint is under way.
struct SilentConnection {
  /// Its number.
  let conversation: UInt64
  /// Ends it.
  let handle: ConversationHandle
  /// When its attempt began.
  let dialledAt: NIODeadline
  /// What it came to; nil while it is open.
  var report: ConnectionReport?
}

/// The probes under way, each in a slot whose number serves as its token.
struct ProbeTable {
  private var slots: [EndpointProbe?] = []
  private var free: [Int] = []

  /// How many probes are under way.
  var count: Int { slots.count - free.count }

  /// Takes a probe in and gives it a slot.
  mutating func insert(_ probe: EndpointProbe) -> Int {
    if let slot = free.popLast() {
      slots[slot] = probe
      return slot
    }
    slots.append(probe)
    return slots.count - 1
  }

  /// Ends a probe and frees its slot.
  mutating func remove(_ slot: Int) -> EndpointProbe? {
    guard let probe = self[slot] else { return nil }
    slots[slot] = nil
    free.append(slot)
    return probe
  }

  /// The probe in a slot; nil where it has ended.
  subscript(slot: Int) -> EndpointProbe? {
    slots.indices.contains(slot) ? slots[slot] : nil
  }
}
