/// The texts among the outermost members of a JSON object of which only the beginning may be there.
///
/// Values that are no texts are passed over by their brackets. What is no JSON ends the reading; what was read before counts.
struct ObjectHead: Sendable {
  /// The members whose values are texts, their escapes left as they are: the first one of each name.
  private(set) var texts: [String: String] = [:]

  private let bytes: [UInt8]
  private var at = 0

  /// Reads as far as the text goes.
  init(_ text: some Sequence<UInt8>) {
    bytes = Array(text)
    guard take(UInt8(ascii: "{")) else { return }
    repeat {
      guard let name = takeText(), take(UInt8(ascii: ":")) else { return }
      if let value = takeText() {
        if texts[name] == nil { texts[name] = value }
      } else {
        passOverValue()
      }
    } while take(UInt8(ascii: ","))
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  /// A text that came to its end; nil where something else stands here, or where the end is missing.
  private mutating func takeText() -> String? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = at
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\\"): at += 2
      case UInt8(ascii: "\""):
        at += 1
        return String(decoding: bytes[start..<at - 1], as: UTF8.self)
      default: at += 1
      }
    }
    return nil
  }

  /// Goes to the comma or bracket after a value that is no text.
  private mutating func passOverValue() {
    var depth = 0
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""):
        guard takeText() != nil else { return }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ","):
        if depth == 0 { return }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return }
        depth -= 1
      default: break
      }
      at += 1
    }
  }
}
