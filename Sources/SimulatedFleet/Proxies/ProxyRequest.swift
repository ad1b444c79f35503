import PortableFoundation

/// What a client says to a proxy before bytes pass through, read from what has come so far.
enum ProxyRequest: Sendable, Hashable {
  /// More has to come.
  case incomplete
  /// The greeting of SOCKS, with the methods that the client can.
  case greeting(methods: [UInt8], length: Int)
  /// CONNECT of SOCKS.
  case connect(host: String, port: UInt16, length: Int)
  /// CONNECT of HTTP, with what stands in `Proxy-Authorization`.
  case httpConnect(host: String, port: UInt16, authorization: String?, length: Int)
  /// Something else.
  case unreadable

  /// A user and a password of SOCKS as `user:password`, and how many bytes they take; nil while more has to come.
  static func credentials(in bytes: [UInt8]) -> (text: String, length: Int)? {
    guard bytes.count >= 2, bytes.count >= 3 + Int(bytes[1]) else { return nil }
    let user = bytes[2..<(2 + Int(bytes[1]))]
    let length = Int(bytes[user.endIndex])
    let password = bytes[(user.endIndex + 1)...].prefix(length)
    guard password.count == length else { return nil }
    return (
      String(decoding: user, as: UTF8.self) + ":" + String(decoding: password, as: UTF8.self),
      password.endIndex
    )
  }

  /// The first thing that a client says.
  static func first(in bytes: [UInt8]) -> ProxyRequest {
    guard let first = bytes.first else { return .incomplete }
    guard first == 5 else { return http(bytes) }
    guard bytes.count >= 2, bytes.count >= 2 + Int(bytes[1]) else { return .incomplete }
    return .greeting(methods: Array(bytes[2..<(2 + Int(bytes[1]))]), length: 2 + Int(bytes[1]))
  }

  /// What a client of SOCKS says once it may ask.
  static func socks(in bytes: [UInt8]) -> ProxyRequest {
    guard bytes.count >= 5 else { return .incomplete }
    guard bytes[0] == 5, bytes[1] == 1 else { return .unreadable }
    let (start, count) =
      switch bytes[3] {
      case 1: (4, 4)
      case 3: (5, Int(bytes[4]))
      case 4: (4, 16)
      default: (4, -1)
      }
    guard count >= 0 else { return .unreadable }
    let end = start + count + 2
    guard bytes.count >= end else { return .incomplete }
    let address = bytes[start..<(start + count)]
    let host =
      switch bytes[3] {
      case 1: address.map { "\($0)" }.joined(separator: ".")
      case 3: String(decoding: address, as: UTF8.self)
      default: address.map { String($0, radix: 16) }.joined(separator: ":")
      }
    return .connect(host: host, port: UInt16(bytes[end - 2]) << 8 | UInt16(bytes[end - 1]), length: end)
  }

  private static func http(_ bytes: [UInt8]) -> ProxyRequest {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.firstRange(of: "\r\n\r\n") else { return .incomplete }
    let lines = text[..<end.lowerBound].split(separator: "\r\n")
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count == 3, words[0] == "CONNECT", let colon = words[1].lastIndex(of: ":"),
      let port = UInt16(words[1][words[1].index(after: colon)...])
    else { return .unreadable }
    let name = "Proxy-Authorization: "
    let authorization = lines.first { $0.hasPrefix(name) }.map { String($0.dropFirst(name.count)) }
    return .httpConnect(
      host: String(words[1][..<colon]), port: port, authorization: authorization,
      length: text[..<end.upperBound].utf8.count)
  }
}
