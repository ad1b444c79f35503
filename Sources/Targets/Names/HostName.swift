/// Host names in the form that the DNS carries: letters, digits, hyphens (RFC 1123 §2.1) and the underscore that some
/// internal zones have, lower case. A trailing dot stays: it makes the name absolute (RFC 1034 §3.1), so that the
/// resolver does not try its search list.
enum HostName {
  static let longestLabel = 63
  static let longestName = 253

  /// The ASCII form of a name in valid UTF-8; international labels become A-labels (RFC 5891).
  static func ascii(_ text: ArraySlice<UInt8>) throws(NameProblem) -> String {
    guard text.contains(where: { $0 >= 0x80 }) else { return try checked(text) }
    let name = try InternationalName.ascii(String(decoding: text, as: UTF8.self))
    return try checked(Array(name.utf8)[...])
  }

  private static func checked(_ text: ArraySlice<UInt8>) throws(NameProblem) -> String {
    let dot = UInt8(ascii: ".")
    let isAbsolute = text.count > 1 && text.last == dot
    let name = isAbsolute ? text.dropLast() : text
    if let bad = name.first(where: { !isAllowed($0) && $0 != dot }) {
      throw .forbidden(Unicode.Scalar(bad))
    }
    var start = name.startIndex
    while true {
      let end = name[start...].firstIndex(of: dot) ?? name.endIndex
      let label = name[start..<end]
      try check(label)
      guard end < name.endIndex else {
        try checkLast(label)
        break
      }
      start = end + 1
    }
    guard name.count <= longestName else { throw .nameTooLong(bytes: name.count) }
    return String(unsafeUninitializedCapacity: text.count) { buffer in
      for (index, byte) in name.enumerated() { buffer[index] = byte.asciiLowercased }
      if isAbsolute { buffer[name.count] = dot }
      return text.count
    }
  }

  /// A name as SNI and `Host` carry it, without the trailing dot (RFC 6066 §3).
  static func withoutTrailingDot(_ name: String) -> String {
    name.utf8.last == UInt8(ascii: ".") ? String(name.dropLast()) : name
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func check(_ label: ArraySlice<UInt8>) throws(NameProblem) {
    guard !label.isEmpty else { throw .emptyLabel }
    guard label.count <= longestLabel else {
      throw .labelTooLong(label: String(decoding: label, as: UTF8.self), bytes: label.count)
    }
    let hyphen = UInt8(ascii: "-")
    guard label.first != hyphen, label.last != hyphen else {
      throw .hyphenAtEdge(label: String(decoding: label, as: UTF8.self))
    }
  }

  /// Refuses what `inet_aton` would read as an address, hexadecimal numbers included, and ranges in a form
  /// that only other scanners know (`10.0.0-5.1-20`).
  private static func checkLast(_ label: ArraySlice<UInt8>) throws(NameProblem) {
    let isNumeric = label.allSatisfy { $0.isASCIIDigit || $0 == UInt8(ascii: "-") }
    let isHexadecimal =
      label.count >= 2 && label.first == UInt8(ascii: "0")
      && label.dropFirst().first?.asciiLowercased == UInt8(ascii: "x")
      && label.dropFirst(2).allSatisfy { $0.hexadecimalValue != nil }
    guard !isNumeric, !isHexadecimal else {
      throw .numericLastLabel(String(decoding: label, as: UTF8.self))
    }
  }
}
