import PortableFoundation

/// Reads the objects of a JSON text, one after the other, as its lines come: those of JSON Lines, and those in an array.
struct JSONEntryReader: LineByLineReader {
  /// The longest object, in bytes: the longest observation of JSON Lines.
  static let longestEntry = 4 << 20
  /// How deep an object may be nested.
  static let deepest = 64

  private let format: ListFormat
  private let readEntry: (inout ListedTargets, Data, UInt64, JSONDecoder) -> Bool
  private let decoder = JSONDecoder()
  private var entry: [UInt8] = []
  private var start: UInt64 = 0
  private var depth = 0
  private var isInString = false
  private var isEscaped = false

  /// - Parameter read: Reads an object that begins on a line; false where it is not one of the format.
  init(
    format: ListFormat, read: @escaping (inout ListedTargets, Data, UInt64, JSONDecoder) -> Bool
  ) {
    self.format = format
    readEntry = read
  }

  mutating func read(
    _ line: ArraySlice<UInt8>, number: UInt64, into targets: inout ListedTargets
  ) throws(ListProblem) {
    var begin = line.startIndex
    for index in line.indices {
      let byte = line[index]
      if isInString {
        take(inString: byte)
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        isInString = depth > 0
        guard depth > 0 else { throw ListProblem(.malformed(format), line: number) }
      case UInt8(ascii: "{"),
        UInt8(ascii: "[") where depth > 0:
        if depth == 0 { (begin, start) = (index, number) }
        depth += 1
        guard depth <= Self.deepest else { throw ListProblem(.tooDeep(Self.deepest), line: number) }
      case UInt8(ascii: "}"),
        UInt8(ascii: "]") where depth > 0:
        guard depth > 0 else { throw ListProblem(.malformed(format), line: number) }
        depth -= 1
        guard depth == 0 else { break }
        entry += line[begin...index]
        try end(of: &targets)
      default:
        guard depth > 0 || byte <= 0x20 || ",[]".utf8.contains(byte) else {
          throw ListProblem(.malformed(format), line: number)
        }
      }
    }
    guard depth > 0 else { return }
    entry += line[begin...]
    entry.append(UInt8(ascii: "\n"))
    guard entry.count <= Self.longestEntry else {
      throw ListProblem(.tooLong(bytes: Self.longestEntry), line: start)
    }
  }

  mutating func end(into targets: inout ListedTargets) throws(ListProblem) {
    guard depth == 0 else { throw ListProblem(.malformed(format), line: start) }
  }

  private mutating func take(inString byte: UInt8) {
    if isEscaped {
      isEscaped = false
    } else if byte == UInt8(ascii: "\\") {
      isEscaped = true
    } else if byte == UInt8(ascii: "\"") {
      isInString = false
    }
  }

  private mutating func end(of targets: inout ListedTargets) throws(ListProblem) {
    defer { entry.removeAll(keepingCapacity: true) }
    guard entry.count <= Self.longestEntry else {
      throw ListProblem(.tooLong(bytes: Self.longestEntry), line: start)
    }
    guard readEntry(&targets, Data(entry), start, decoder) else {
      throw ListProblem(.malformed(format), line: start)
    }
  }
}

/// A host of masscan's `-oJ` (masscan's `out-json.c`).
struct MasscanEntry: Decodable {
  private struct Port: Decodable {
    let port: Int
    let proto: String?
    let status: String?
  }

  private let ip: String
  private let ports: [Port]

  static func read(
    into targets: inout ListedTargets, _ data: Data, line: UInt64, _ decoder: JSONDecoder
  ) -> Bool {
    guard let entry = try? decoder.decode(MasscanEntry.self, from: data) else {
      // The last entry of older releases, whose name is not quoted.
      return String(decoding: data, as: UTF8.self).hasPrefix("{finished:")
    }
    for port in entry.ports where port.status ?? "open" == "open" {
      guard port.proto ?? "tcp" == "tcp" else {
        targets.skipOtherTransport()
        continue
      }
      targets.append(entry.ip, openPort: String(port.port), line: line)
    }
    return true
  }
}

/// A line of our own JSON Lines, as far as it tells what was asked.
struct ResultEntry: Decodable {
  private struct OwnLabel: Decodable {
    let key: String
    let value: String
  }

  private let schema: Int
  private let target: String?
  private let labels: [OwnLabel]?
  private let address: String?
  private let port: Int?

  static func read(
    into targets: inout ListedTargets, _ data: Data, line: UInt64, _ decoder: JSONDecoder
  ) -> Bool {
    guard let entry = try? decoder.decode(ResultEntry.self, from: data) else { return false }
    // The end record of a shard names no target.
    guard let target = entry.target, let port = entry.port else { return true }
    OwnTarget(
      text: ArraySlice(target.utf8), address: ArraySlice((entry.address ?? "").utf8),
      port: ArraySlice(String(port).utf8),
      labels: (entry.labels ?? []).map { (key: ArraySlice($0.key.utf8), value: ArraySlice($0.value.utf8)) }
    ).append(to: &targets, line: line)
    return true
  }
}
