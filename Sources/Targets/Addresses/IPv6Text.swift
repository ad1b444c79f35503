/// IPv6 as text: read in every form of RFC 4291 §2.2, written in the canonical one of RFC 5952.
enum IPv6Text {
  static func value(of text: ArraySlice<UInt8>) -> UInt128? {
    let colon = UInt8(ascii: ":")
    var groups: UInt128 = 0
    var count = 0
    var gap: Int?
    var rest = text
    if rest.starts(with: [colon, colon]) {
      gap = 0
      rest = rest.dropFirst(2)
    }
    while !rest.isEmpty {
      let group = rest.prefix { $0 != colon }
      if group.contains(UInt8(ascii: ".")) {
        guard count <= 6, group.endIndex == rest.endIndex, let ipv4 = IPv4Text.quickValue(of: group) else {
          return nil
        }
        groups = groups << 32 | UInt128(ipv4)
        count += 2
        break
      }
      guard count < 8, let value = hexadecimalGroup(group) else { return nil }
      groups = groups << 16 | UInt128(value)
      count += 1
      rest = rest[group.endIndex...]
      guard !rest.isEmpty else { break }
      rest = rest.dropFirst()
      guard let next = rest.first else { return nil }
      if next == colon {
        guard gap == nil else { return nil }
        gap = count
        rest = rest.dropFirst()
      }
    }
    guard let gap else { return count == 8 ? groups : nil }
    guard count <= 7 else { return nil }
    let tailBits = 16 * (count - gap)
    let head = groups >> tailBits
    let tail = groups & ~(UInt128.max << tailBits)
    return head << (16 * (8 - gap)) | tail
  }

  static func text(of value: UInt128) -> String {
    if IPAddress.mappedIPv4.contains(value) {
      return "::ffff:" + IPv4Text.text(of: UInt32(truncatingIfNeeded: value))
    }
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: value >> (112 - 16 * $0)) }
    let hexadecimal = groups.map { String($0, radix: 16) }
    guard let zeros = longestZeroRun(groups) else { return hexadecimal.joined(separator: ":") }
    let head = hexadecimal[..<zeros.lowerBound].joined(separator: ":")
    let tail = hexadecimal[zeros.upperBound...].joined(separator: ":")
    return "\(head)::\(tail)"
  }

  private static func hexadecimalGroup(_ digits: ArraySlice<UInt8>) -> UInt16? {
    guard (1...4).contains(digits.count) else { return nil }
    var value: UInt16 = 0
    for byte in digits {
      guard let digit = byte.hexadecimalValue else { return nil }
      value = value << 4 | UInt16(digit)
    }
    return value
  }

  /// The first of the longest runs of two or more zero groups (RFC 5952 §4.2).
  private static func longestZeroRun(_ groups: [UInt16]) -> Range<Int>? {
    var longest: Range<Int>?
    var start = 0
    while start < groups.count {
      let end = groups[start...].firstIndex { $0 != 0 } ?? groups.count
      if end - start >= max(2, (longest?.count ?? 0) + 1) { longest = start..<end }
      start = end + 1
    }
    return longest
  }
}
