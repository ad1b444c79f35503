/// Numbers names in the order in which they first come, in one array of bytes: a million names as `String` would
/// take several times as much memory.
struct NameTable: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// The ordinal of a name plus one, or 0 where the slot is free; a power of two of slots, at most half of them used.
  private var slots = [UInt32](repeating: 0, count: 16)

  /// The number of this name, from 0; a new one for a new name.
  mutating func ordinal(of name: String) -> UInt32 {
    if ends.count >= slots.count / 2 { grow() }
    let slot = slot(of: name.utf8, hash: name.utf8.tableHash)
    if slots[slot] == 0 {
      bytes.append(contentsOf: name.utf8)
      ends.append(bytes.count)
      slots[slot] = UInt32(ends.count)
    }
    return slots[slot] - 1
  }

  /// The slot that holds the name, or the free one where it belongs.
  private func slot(of name: some Collection<UInt8>, hash: Int) -> Int {
    var slot = hash & (slots.count - 1)
    while slots[slot] != 0, !self.name(Int(slots[slot]) - 1).elementsEqual(name) {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private func name(_ ordinal: Int) -> ArraySlice<UInt8> {
    bytes[(ordinal == 0 ? 0 : ends[ordinal - 1])..<ends[ordinal]]
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for ordinal in ends.indices {
      var slot = name(ordinal).tableHash & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(ordinal + 1)
    }
  }
}

extension Collection<UInt8> {
  fileprivate var tableHash: Int {
    var hasher = Hasher()
    let isCombined: Void? = withContiguousStorageIfAvailable {
      hasher.combine(bytes: UnsafeRawBufferPointer($0))
    }
    if isCombined == nil { Array(self).withUnsafeBytes { hasher.combine(bytes: $0) } }
    return hasher.finalize()
  }
}
