/// FNV-1a with 64 bits: a hash that is the same in every run and on every machine, unlike `Hasher`.
package struct Fingerprint: Sendable {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  /// A fingerprint of nothing.
  package init() {}

  /// Takes some more in.
  package mutating func combine(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  /// Marks the end of a part, so that `ab` and `c` differ from `a` and `bc`; no part holds this byte.
  mutating func endPart() {
    combine(CollectionOfOne(0))
  }

  /// The digits of a whole text.
  package static func text(of bytes: some Sequence<UInt8>) -> String {
    var fingerprint = Fingerprint()
    fingerprint.combine(bytes)
    return fingerprint.text
  }

  /// 16 hexadecimal digits.
  package var text: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
