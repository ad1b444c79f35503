import Testing

/// A ClientHello in one record (RFC 8446 §4.1.2), with zeros where each is different: its random, its session identifier and
/// the keys that it shares (§4.2.8).
struct ClientHello {
  private(set) var message: [UInt8]
  /// The types of its extensions, in its order.
  private(set) var extensions: [Int] = []

  private static let keyShare = 51

  init(_ bytes: [UInt8]) throws {
    message = bytes
    // The headers of record and message, and the version.
    var place = 5 + 4 + 2
    try clear(place, 32)
    place += 32
    let session = try number(place, 1)
    try clear(place + 1, session)
    place += 1 + session
    place += try 2 + number(place, 2)
    place += try 1 + number(place, 1)
    let end = try place + 2 + number(place, 2)
    place += 2
    while place < end {
      let (type, length) = (try number(place, 2), try number(place + 2, 2))
      extensions.append(type)
      if type == Self.keyShare { try clearKeys(place + 6, place + 4 + length) }
      place += 4 + length
    }
    try #require(end == bytes.count)
  }

  private mutating func clearKeys(_ start: Int, _ end: Int) throws {
    var place = start
    while place < end {
      let length = try number(place + 2, 2)
      try clear(place + 4, length)
      place += 4 + length
    }
  }

  private mutating func clear(_ start: Int, _ count: Int) throws {
    try #require(start + count <= message.count)
    message.replaceSubrange(start..<start + count, with: repeatElement(0, count: count))
  }

  private func number(_ start: Int, _ count: Int) throws -> Int {
    try #require(start + count <= message.count)
    return message[start..<start + count].reduce(0) { $0 << 8 | Int($1) }
  }
}
