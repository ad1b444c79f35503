/// JSON (RFC 8259) written straight into bytes, many times as fast as `JSONEncoder`: a scan of a million endpoints
/// writes a million lines.
///
/// What would steer a terminal or hide text from a reader of the file is escaped, though JSON would not ask for it.
struct JSONText {
  var bytes: [UInt8] = []

  /// Writes an object; its members are written by `member(_:_:)`.
  mutating func object(_ members: (inout JSONText) -> Void) {
    bytes.append(UInt8(ascii: "{"))
    members(&self)
    bytes.append(UInt8(ascii: "}"))
  }

  /// Writes a member of the object that is open; the name is a known key and needs no escape.
  mutating func member(_ name: String, _ value: some JSONWritable) {
    separate()
    bytes.append(quote)
    bytes.append(contentsOf: name.utf8)
    bytes.append(quote)
    bytes.append(UInt8(ascii: ":"))
    value.write(to: &self)
  }

  mutating func array(_ elements: [some JSONWritable]) {
    bytes.append(UInt8(ascii: "["))
    for element in elements {
      separate()
      element.write(to: &self)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  mutating func number(_ number: Int64) { bytes.append(decimal: number) }

  /// Writes a number with one digit behind the point, as CVSS scores have it.
  mutating func score(_ score: Double) {
    let tenths = Int64(max(-1_000_000, min((score * 10).rounded(), 1_000_000)))
    if tenths < 0 { bytes.append(UInt8(ascii: "-")) }
    bytes.append(decimal: Int64(tenths.magnitude / 10))
    bytes.append(UInt8(ascii: "."))
    bytes.append(decimal: Int64(tenths.magnitude % 10))
  }

  mutating func boolean(_ value: Bool) { bytes.append(contentsOf: (value ? "true" : "false").utf8) }

  mutating func string(_ text: String) {
    bytes.append(quote)
    var text = text
    let plain = text.withUTF8 { appendPlain($0) }
    if plain < text.utf8.count {
      let rest = text.utf8.index(text.utf8.startIndex, offsetBy: plain)
      for scalar in text.unicodeScalars[rest...] { append(scalar) }
    }
    bytes.append(quote)
  }

  /// A value never ends in an opening bracket, so one as the last byte says that nothing stands before.
  private mutating func separate() {
    switch bytes.last {
    case UInt8(ascii: "{"), UInt8(ascii: "["): break
    default: bytes.append(UInt8(ascii: ","))
    }
  }

  private var quote: UInt8 { UInt8(ascii: "\"") }
}

extension JSONText {
  /// Appends the beginning that is ASCII, quotes and line ends escaped.
  /// - Returns: How many bytes of the text that is; what follows begins with another control or is not ASCII.
  private mutating func appendPlain(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * text.count) { escaped in
      var length = 0
      var taken = 0
      while taken < text.count {
        let byte = text[taken]
        if let letter = Self.shortEscape(byte) {
          escaped[length] = UInt8(ascii: "\\")
          escaped[length + 1] = letter
          length += 2
        } else if (0x20...0x7E).contains(byte) {
          escaped[length] = byte
          length += 1
        } else {
          break
        }
        taken += 1
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: escaped[..<length]))
      return taken
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if scalar.isASCII, let letter = Self.shortEscape(UInt8(truncatingIfNeeded: scalar.value)) {
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(letter)
    } else if TextSanitiser.isHidden(scalar) || TextSanitiser.isLineSpace(scalar) {
      for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter { appendEscape(unit) }
    } else {
      bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }

  private static func shortEscape(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
    case UInt8(ascii: "\n"): UInt8(ascii: "n")
    case UInt8(ascii: "\r"): UInt8(ascii: "r")
    case UInt8(ascii: "\t"): UInt8(ascii: "t")
    default: nil
    }
  }

  private mutating func appendEscape(_ unit: UInt16) {
    bytes.append(contentsOf: "\\u".utf8)
    for shift in [12, 8, 4, 0] as [UInt16] {
      let digit = UInt8(unit >> shift & 0xF)
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}
