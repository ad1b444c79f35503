import Targets

/// One field of a head: the name as it was written, the value without the white space around it.
struct ResponseField: Sendable, Hashable {
  let name: String
  var value: String
}

/// The head of an HTTP/1 answer: status line and fields (RFC 9112 §4 and §5), read as leniently as curl reads them.
struct ResponseHead: Sendable, Hashable {
  /// Whether connections persist unless the head says otherwise: false for HTTP/1.0 (RFC 9112 §9.3).
  let persistsByDefault: Bool
  /// The status code, 100 to 999.
  let status: Int
  /// The fields in their order.
  var fields: [ResponseField] = []

  /// The elements of all fields of this name, in order, in lower case and without parameters: `gzip, chunked`
  /// (RFC 9110 §5.6.1). Empty elements are left out.
  func elements(of name: String) -> [String] {
    values(of: name).flatMap { value in
      value.utf8.split(separator: UInt8(ascii: ",")).compactMap { element in
        let text = element.prefix { $0 != UInt8(ascii: ";") }.drop(while: \.isBlank)
        guard let last = text.lastIndex(where: { !$0.isBlank }) else { return nil }
        return String(decoding: text[...last].map(\.asciiLowercased), as: UTF8.self)
      }
    }
  }

  /// The values of all fields of this name, whatever its case.
  func values(of name: String) -> [String] {
    fields.filter { $0.name.equalsIgnoringASCIICase(name) }.map(\.value)
  }
}

extension ResponseHead {
  private static let scheme = Array("http/".utf8)

  /// Whether bytes can be the beginning of a status line.
  static func mayBegin(with bytes: [UInt8]) -> Bool {
    zip(bytes, scheme).allSatisfy { $0.asciiLowercased == $1 }
  }

  /// Reads a status line without its line end; nil where it is not one.
  ///
  /// HTTP/1.0 and HTTP/1.1 in any case, and `HTTP/2`, which some gateways write although they speak HTTP/1; more than
  /// one space; no reason phrase, or one that follows the digits at once: all as curl does (`Curl_http_readwrite_headers`
  /// in its lib/http.c).
  init?(statusLine line: [UInt8]) {
    guard line.count > Self.scheme.count, Self.mayBegin(with: line) else { return nil }
    let rest = line.dropFirst(Self.scheme.count)
    let version = rest.prefix { $0 != UInt8(ascii: " ") }
    switch String(decoding: version, as: UTF8.self) {
    case "1.1", "2", "2.0": persistsByDefault = true
    case "1.0": persistsByDefault = false
    default: return nil
    }
    let digits = rest.dropFirst(version.count).drop(while: \.isBlank).prefix(while: \.isASCIIDigit)
    guard digits.count == 3, digits.first != UInt8(ascii: "0") else { return nil }
    status = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// Takes in a line of the head behind the status line, without its line end.
  ///
  /// A line that begins with white space goes on with the field before it (obsolete line folding, RFC 9112 §5.2); white
  /// space before the colon is left out; a line without a colon is passed over.
  mutating func take(_ line: [UInt8]) {
    guard let first = line.first else { return }
    if first.isBlank {
      guard !fields.isEmpty else { return }
      let more = line.withoutBlanksAround
      let value = fields[fields.count - 1].value
      let text = String(decoding: more, as: UTF8.self)
      fields[fields.count - 1].value = value.isEmpty || more.isEmpty ? value + text : value + " " + text
      return
    }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
    fields.append(
      ResponseField(
        name: String(decoding: line[..<colon].withoutBlanksAround, as: UTF8.self),
        value: String(decoding: line[(colon + 1)...].withoutBlanksAround, as: UTF8.self)))
  }
}

extension BidirectionalCollection<UInt8> {
  /// The bytes without spaces and tabs at either end.
  fileprivate var withoutBlanksAround: SubSequence {
    let start = drop(while: \.isBlank)
    guard let last = start.lastIndex(where: { !$0.isBlank }) else { return start.prefix(0) }
    return start[...last]
  }
}

extension UInt8 {
  /// A space or a tab.
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}
