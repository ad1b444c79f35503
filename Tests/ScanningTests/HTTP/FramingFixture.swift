import Testing

/// An answer as some server, proxy or gateway frames it, and what is to be read of it.
struct FramingFixture: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let bytes: [UInt8]
  /// The body; nil where no answer can be read.
  let body: String?
  let status: Int
  /// Whether the answer is complete at the end of the bytes.
  let isWhole: Bool
  /// Whether curl puts the same body out; where not, this reader knows better, and the name says why.
  let isCurls: Bool
  /// Whether curl 8 makes something else of it than curl 7 does: this reader reads what curl 7.88 of Debian 12 reads.
  let isOtherInCurl8: Bool

  static let document = #"{"gitVersion": "v1.34.2"}"#
  static let length = "Content-Length: \(document.utf8.count)\r\n"

  init(
    _ name: String, _ text: String, body: String? = document, status: Int = 200, isWhole: Bool = true,
    isCurls: Bool = true, isOtherInCurl8: Bool = false
  ) {
    self.init(
      name, bytes: Array(text.utf8), body: body, status: status, isWhole: isWhole, isCurls: isCurls,
      isOtherInCurl8: isOtherInCurl8)
  }

  init(
    _ name: String, bytes: [UInt8], body: String?, status: Int = 200, isWhole: Bool = true,
    isCurls: Bool = true, isOtherInCurl8: Bool = false
  ) {
    testDescription = name
    self.bytes = bytes
    self.body = body
    self.status = status
    self.isWhole = isWhole
    self.isCurls = isCurls
    self.isOtherInCurl8 = isOtherInCurl8
  }

  /// An answer with these fields, each with its line end.
  private static func fields(_ fields: String, _ content: String = document) -> String {
    "HTTP/1.1 200 OK\r\n\(fields)\r\n\(content)"
  }

  private static let chunked = "Transfer-Encoding: chunked\r\n"

  private static func chunk(_ size: String, _ end: String = "\r\n0\r\n\r\n") -> String {
    fields(chunked, "\(size)\(document)\(end)")
  }

  private static let size = String(document.utf8.count, radix: 16)

  static let lengths = [
    FramingFixture("one length", fields(length)),
    FramingFixture("the same length twice", fields(length + length)),
    FramingFixture("the same length in a list", fields("Content-Length: 25, 25\r\n")),
    FramingFixture(
      "contradictory lengths, the last of which is right", fields("Content-Length: 3\r\n" + length)),
    FramingFixture(
      "contradictory lengths, the last of which is short", fields(length + "Content-Length: 3\r\n"),
      body: #"{"g"#, isWhole: false),
    FramingFixture("a contradictory list", fields("Content-Length: 25, 30\r\n"), isWhole: false),
    FramingFixture("a length among spaces", fields("Content-Length:    25   \r\n")),
    FramingFixture("a length among tabs", fields("Content-Length:\t25\t\r\n")),
    FramingFixture("a length without a space", fields("Content-Length:25\r\n")),
    FramingFixture("a length with zeros", fields("Content-Length: 00025\r\n")),
    FramingFixture("a length with a sign", fields("Content-Length: +25\r\n"), isCurls: false),
    FramingFixture("a length with a unit", fields("Content-Length: 25bytes\r\n"), isCurls: false),
    FramingFixture("a length with 0x", fields("Content-Length: 0x19\r\n"), body: "", isWhole: false),
    FramingFixture("a length beyond numbers", fields("Content-Length: 99999999999999999999999999\r\n")),
    FramingFixture(
      "a length beyond numbers, then a right one",
      fields("Content-Length: 99999999999999999999999999\r\n" + length)),
    FramingFixture("a length below zero", fields("Content-Length: -5\r\n"), isCurls: false),
    FramingFixture("a length that is none", fields("Content-Length: abc\r\n"), isCurls: false),
    FramingFixture("an empty length", fields("Content-Length:\r\n"), isCurls: false),
    FramingFixture("a length that is too short", fields("Content-Length: 3\r\n"), body: #"{"g"#),
    FramingFixture("a length that is too long", fields("Content-Length: 300\r\n"), isWhole: false),
    FramingFixture("no length", fields("")),
    FramingFixture("no length in HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\n\(document)"),
    FramingFixture("no length although the connection is to persist", fields("Connection: keep-alive\r\n")),
    FramingFixture(
      "204 with a length", "HTTP/1.1 204 No Content\r\n\(length)\r\n\(document)", body: "", status: 204),
    FramingFixture("304 with a length", "HTTP/1.1 304 Not Modified\r\n\(length)\r\n", body: "", status: 304),
    FramingFixture("205 with a body", "HTTP/1.1 205 Reset\r\n\(length)\r\n\(document)", status: 205),
  ]

  static let chunks = [
    FramingFixture("chunked", chunk("\(size)\r\n")),
    FramingFixture(
      "chunked before a length",
      fields(chunked + "Content-Length: 3\r\n", "\(size)\r\n\(document)\r\n0\r\n\r\n")),
    FramingFixture(
      "chunked behind a length",
      fields("Content-Length: 3\r\n" + chunked, "\(size)\r\n\(document)\r\n0\r\n\r\n")),
    FramingFixture("chunked twice", fields(chunked + chunked, "\(size)\r\n\(document)\r\n0\r\n\r\n")),
    FramingFixture(
      "chunked in capitals", fields("TRANSFER-ENCODING: CHUNKED\r\n", "\(size)\r\n\(document)\r\n0\r\n\r\n")),
    FramingFixture(
      "chunked behind a tab",
      fields("Transfer-Encoding:\tchunked \r\n", "\(size)\r\n\(document)\r\n0\r\n\r\n")),
    FramingFixture(
      "chunked in HTTP/1.0", "HTTP/1.0 200 OK\r\n\(chunked)\r\n\(size)\r\n\(document)\r\n0\r\n\r\n"),
    FramingFixture("identity", fields("Transfer-Encoding: identity\r\n" + length)),
    FramingFixture(
      "a space before the colon of chunked",
      fields("Transfer-Encoding : chunked\r\n", "\(size)\r\n\(document)\r\n0\r\n\r\n"), isCurls: false),
    FramingFixture("chunks that end in LF", chunk("\(size)\n", "\n0\n\n")),
    FramingFixture("a size in capitals", chunk("\(size.uppercased())\r\n")),
    FramingFixture("a size with zeros", chunk("00000000000000\(size)\r\n")),
    FramingFixture("a size of 17 digits", chunk("000000000000000\(size)\r\n"), body: "", isWhole: false),
    FramingFixture("a chunk extension", chunk("\(size);signature=0123456789abcdef\r\n")),
    FramingFixture("spaces behind a size", chunk("\(size)  \r\n")),
    FramingFixture("a space before a size", chunk(" \(size)\r\n"), isCurls: false),
    FramingFixture("something behind a size", chunk("\(size) bytes\r\n")),
    FramingFixture("something at once behind a size", chunk("\(size)g\r\n")),
    FramingFixture("a size with 0x", chunk("0x\(size)\r\n"), body: "", isWhole: false),
    FramingFixture("a size with 0X and an extension", chunk("0X\(size);a=b\r\n"), body: "", isWhole: false),
    FramingFixture("a last chunk with 0x", chunk("\(size)\r\n", "\r\n0x0\r\n\r\n"), isWhole: false),
    FramingFixture("a last chunk with an extension", chunk("\(size)\r\n", "\r\n0;a=b\r\n\r\n")),
    FramingFixture("a last chunk before the content", chunk("0;a=b\r\n"), body: "", isWhole: false),
    FramingFixture(
      "a trailer that is no field", chunk("\(size)\r\n", "\r\n0\r\nend\r\n\r\n"), isWhole: false),
    FramingFixture("a folded trailer", chunk("\(size)\r\n", "\r\n0\r\nX-Sum: 1\r\n 2\r\n\r\n")),
    FramingFixture("a size that is none", chunk("size\r\n"), body: "", isWhole: false),
    FramingFixture("a size below zero", chunk("-\(size)\r\n"), body: "", isWhole: false),
    FramingFixture("a size beyond numbers", chunk("ffffffffffffffff\r\n"), body: "", isWhole: false),
    FramingFixture(
      "a chunk that is longer than its size", chunk("16\r\n"), body: String(document.prefix(22)),
      isWhole: false),
    FramingFixture("no last chunk", chunk("\(size)\r\n", "\r\n"), isWhole: false),
    FramingFixture("no end behind the last chunk", chunk("\(size)\r\n", "\r\n0\r\n"), isWhole: false),
    FramingFixture("trailers", chunk("\(size)\r\n", "\r\n0\r\nX-Checksum: 1\r\n\r\n")),
    FramingFixture(
      "two chunks",
      fields(chunked, "5\r\n\(document.prefix(5))\r\n14\r\n\(document.dropFirst(5))\r\n0\r\n\r\n")),
  ]

  static let heads = [
    FramingFixture("LF line ends", "HTTP/1.1 200 OK\nContent-Length: 25\n\n\(document)"),
    FramingFixture("a head that ends LF LF", "HTTP/1.1 200 OK\r\nContent-Length: 25\n\n\(document)"),
    FramingFixture("LF in lines and CRLF at the end", "HTTP/1.1 200 OK\nContent-Length: 25\n\r\n\(document)"),
    FramingFixture("CR CR LF", "HTTP/1.1 200 OK\r\r\nContent-Length: 25\r\r\n\r\n\(document)"),
    FramingFixture("a space before a colon", fields("Content-Length : 25\r\n")),
    FramingFixture("a folded line", fields("X-Long: one\r\n two\r\n\tthree\r\n" + length)),
    FramingFixture("a folded length", fields("Content-Length:\r\n 25\r\n"), isCurls: false),
    FramingFixture("a fold with nothing to fold to", fields(" X-A: 1\r\n" + length), isCurls: false),
    FramingFixture("a line without a colon", fields("proxy was here\r\n" + length), isCurls: false),
    FramingFixture("a field without a name", fields(": value\r\n" + length)),
    FramingFixture(
      "bytes that are no UTF-8",
      bytes: Array("HTTP/1.1 200 OK\r\nServer: caf".utf8) + [0xE9, 0xFF]
        + Array("\r\n\(length)\r\n\(document)".utf8),
      body: document),
    FramingFixture("a zero byte", fields("X-A: a\u{0}b\r\n" + length), isCurls: false),
    FramingFixture("control characters", fields("X-A: \u{1}\u{7F}\u{1B}\r\n" + length)),
    FramingFixture("a bare CR", fields("X-A: a\rb\r\n" + length)),
    FramingFixture("no reason phrase", "HTTP/1.1 200\r\n\(length)\r\n\(document)"),
    FramingFixture("an empty reason phrase", "HTTP/1.1 200 \r\n\(length)\r\n\(document)"),
    FramingFixture("a reason phrase at once", "HTTP/1.1 200OK\r\n\(length)\r\n\(document)"),
    FramingFixture("two spaces", "HTTP/1.1  200 OK\r\n\(length)\r\n\(document)", isOtherInCurl8: true),
    FramingFixture("lower case", "http/1.1 200 ok\r\n\(length)\r\n\(document)"),
    FramingFixture(
      "HTTP/2 in HTTP/1's form", "HTTP/2 200 OK\r\n\(length)\r\n\(document)", isOtherInCurl8: true),
    FramingFixture("an unregistered status", "HTTP/1.1 999 Denied\r\n\(length)\r\n\(document)", status: 999),
    FramingFixture("100 Continue", "HTTP/1.1 100 Continue\r\n\r\n" + fields(length)),
    FramingFixture("103 Early Hints", "HTTP/1.1 103 Hints\r\nLink: </a>\r\n\r\n" + fields(length)),
    FramingFixture(
      "100 with a length", "HTTP/1.1 100 Continue\r\nContent-Length: 5\r\n\r\n" + fields(length)),
    FramingFixture("a line end before the head", "\r\n" + fields(length), isCurls: false),
    FramingFixture("HTTP/1.2", "HTTP/1.2 200 OK\r\n\(length)\r\n\(document)", body: nil),
    FramingFixture("HTTP/3", "HTTP/3 200 OK\r\n\(length)\r\n\(document)", body: nil),
    FramingFixture(
      "four digits", "HTTP/1.1 2000 OK\r\n\(length)\r\n\(document)", body: nil, isOtherInCurl8: true),
    FramingFixture("two digits", "HTTP/1.1 20 OK\r\n\(length)\r\n\(document)", body: nil),
    FramingFixture("a status below 100", "HTTP/1.1 099 OK\r\n\(length)\r\n\(document)", body: nil),
    FramingFixture("no digits", "HTTP/1.1 OK\r\n\(length)\r\n\(document)", body: nil),
    FramingFixture("no head", document, body: nil),
    FramingFixture("another protocol", "SSH-2.0-OpenSSH_9.2\r\n", body: nil),
    FramingFixture("a byte order mark before the head", "\u{FEFF}" + fields(length), body: nil),
    FramingFixture("CR for line ends", "HTTP/1.1 200 OK\r\(length.dropLast())\r\r\(document)", body: nil),
  ]

  static let all = lengths + chunks + heads
}
