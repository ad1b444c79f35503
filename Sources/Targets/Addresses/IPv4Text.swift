/// Why a text of digits and dots is no IPv4 address.
enum IPv4Problem: Error, Sendable, Hashable {
  /// It has other than four parts.
  case partCount(Int)
  /// A part is empty, or holds something other than digits.
  case notANumber(String)
  /// A part has a leading zero, which some programs read as octal.
  case leadingZero(String)
  /// A part is above 255.
  case aboveOctet(String)
}

/// Dotted decimal, strictly: what `inet_pton` accepts, none of the short, octal and hexadecimal forms of
/// `inet_aton`.
enum IPv4Text {
  static func value(of text: ArraySlice<UInt8>) throws(IPv4Problem) -> UInt32 {
    if let value = quickValue(of: text) { return value }
    throw problem(of: text)
  }

  /// The value, or nil where the text is no address: the way that millions of lines take.
  static func quickValue(of text: ArraySlice<UInt8>) -> UInt32? {
    guard (7...15).contains(text.count) else { return nil }
    var value: UInt32 = 0
    var octet: UInt32 = 0
    var digits = 0
    var dots = 0
    for byte in text {
      if byte == UInt8(ascii: ".") {
        guard digits > 0, dots < 3 else { return nil }
        value = value << 8 | octet
        octet = 0
        digits = 0
        dots += 1
      } else {
        guard byte.isASCIIDigit, digits < 3, digits == 0 || octet > 0 else { return nil }
        octet = octet * 10 + UInt32(byte - UInt8(ascii: "0"))
        digits += 1
        guard octet <= 255 else { return nil }
      }
    }
    return digits > 0 && dots == 3 ? value << 8 | octet : nil
  }

  static func text(of value: UInt32) -> String {
    "\(value >> 24).\(value >> 16 & 0xFF).\(value >> 8 & 0xFF).\(value & 0xFF)"
  }

  private static func problem(of text: ArraySlice<UInt8>) -> IPv4Problem {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return .partCount(parts.count) }
    for part in parts {
      let written = String(decoding: part, as: UTF8.self)
      guard !part.isEmpty, part.allSatisfy(\.isASCIIDigit) else { return .notANumber(written) }
      guard part.count == 1 || part.first != UInt8(ascii: "0") else { return .leadingZero(written) }
      guard let number = UInt32(written), number <= 255 else { return .aboveOctet(written) }
    }
    return .partCount(parts.count)
  }
}
