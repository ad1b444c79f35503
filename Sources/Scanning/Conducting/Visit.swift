import NIOCore

/// The scanner's work on one endpoint, from its first connection attempt to its observation.
struct Visit: Sendable {
  /// The endpoint's place in the order of rows.
  let place: UInt64
  /// The latest moment at which it ends, on the scan's clock.
  let deadline: NIODeadline
  /// What is known, and what comes next.
  var progress: ProbeProgress
  /// When the current connection attempt began, on the machine's clock, as the moments of answers are.
  var dialledAt: NIODeadline
  /// The number of the connection that is being talked on; the report of any other is out of date.
  var conversation: UInt64 = 0
  /// How often in a row the machine had no descriptor, port or buffer for it.
  var exhaustions = 0
  /// Whether a connection of it came up.
  var hasTalked = false
}

/// The visits under way, each in a slot whose number serves as its token.
struct VisitTable {
  private var slots: [Visit?] = []
  private var free: [Int] = []

  /// How many visits are under way.
  var count: Int { slots.count - free.count }

  /// Takes a visit in and gives it a slot.
  mutating func insert(_ visit: Visit) -> Int {
    if let slot = free.popLast() {
      slots[slot] = visit
      return slot
    }
    slots.append(visit)
    return slots.count - 1
  }

  /// Ends a visit and frees its slot.
  mutating func remove(_ slot: Int) {
    guard slots.indices.contains(slot), slots[slot] != nil else { return }
    slots[slot] = nil
    free.append(slot)
  }

  /// The visit in a slot; nil where it has ended.
  subscript(slot: Int) -> Visit? {
    get { slots.indices.contains(slot) ? slots[slot] : nil }
    _modify {
      precondition(slots.indices.contains(slot), "a slot comes from insert(_:)")
      yield &slots[slot]
    }
  }
}
