/// A pseudo-random order of the numbers from 0 to `count - 1` that needs no memory: each number's place is computed.
///
/// A Feistel network over the smallest even number of bits that holds them, of four rounds (Luby and Rackoff, 1988);
/// what falls outside is sent through again until it falls inside, at most four times on average. It spreads load,
/// it keeps no secret.
struct Permutation: Sendable, Hashable {
  private let count: UInt64
  private let halfBits: UInt64
  private let keys: [UInt64]

  /// The order that belongs to a seed: the same on every machine.
  init(count: UInt64, seed: UInt64) {
    self.count = count
    let bits = UInt64(UInt64.bitWidth - (max(count, 2) - 1).leadingZeroBitCount)
    halfBits = (bits + 1) / 2
    var state = seed
    keys = (0..<4).map { _ in
      state &+= 0x9E37_79B9_7F4A_7C15
      return Self.mixed(state)
    }
  }

  /// The number that comes at `index`, which is less than `count`.
  subscript(index: UInt64) -> UInt64 {
    precondition(index < count, "an index lies within the permutation")
    var number = encrypted(index)
    while number >= count { number = encrypted(number) }
    return number
  }

  private func encrypted(_ number: UInt64) -> UInt64 {
    let mask = (UInt64(1) << halfBits) - 1
    var left = number >> halfBits
    var right = number & mask
    for key in keys {
      (left, right) = (right, left ^ (Self.mixed(right ^ key) & mask))
    }
    return left << halfBits | right
  }

  /// The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): every bit of the input changes half of the output.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
