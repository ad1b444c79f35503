/// Text as a URI takes it (RFC 3986 §2.1).
enum PercentEncoding {
  /// How much of a text is taken, in Unicode scalars.
  private static let longest = 256

  /// A host: what is neither a name nor an address is encoded.
  static func host(_ text: String) -> String { encoded(text, allowed: "-._[]:") }

  /// One segment of a path, in which a colon is no scheme's, and which does not lead upwards.
  static func segment(_ text: String) -> String {
    let segment = encoded(text, allowed: "-._~")
    return segment.utf8.allSatisfy { $0 == UInt8(ascii: ".") } ? "_\(segment)" : segment
  }

  private static func encoded(_ text: String, allowed: String) -> String {
    let hexadecimal = Array("0123456789ABCDEF".unicodeScalars)
    var encoded = String.UnicodeScalarView()
    for byte in TextSanitiser.cut(text, limit: longest).utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        encoded.append(Unicode.Scalar(byte))
      case _ where allowed.utf8.contains(byte):
        encoded.append(Unicode.Scalar(byte))
      default:
        encoded.append("%")
        encoded.append(hexadecimal[Int(byte >> 4)])
        encoded.append(hexadecimal[Int(byte & 0xF)])
      }
    }
    return String(encoded)
  }
}
