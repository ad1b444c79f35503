import Exposure

/// The rows of the page's table, as JSON: as many as a browser carries with ease, those that leak first, then those that
/// answer, then the silent ones.
struct PageRows {
  /// How many rows each of the three groups keeps.
  static let rowLimit = 20_000

  private struct Group {
    var bytes: [UInt8] = []
    var count = 0

    mutating func add(_ row: [UInt8]) {
      if count > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: row)
      count += 1
    }
  }

  private var exposed = Group()
  private var answering = Group()
  private var silent = Group()
  /// The endpoints that got no row.
  private(set) var left = 0

  mutating func add(_ observation: Observation, _ assessment: Assessment) {
    switch assessment.posture {
    case .exposed: add(observation, assessment, to: \.exposed)
    case .restricted, .lockedDown, .unknown, .other: add(observation, assessment, to: \.answering)
    case .unreachable: add(observation, assessment, to: \.silent)
    }
  }

  private mutating func add(
    _ observation: Observation, _ assessment: Assessment, to group: WritableKeyPath<PageRows, Group>
  ) {
    guard self[keyPath: group].count < Self.rowLimit else {
      left += 1
      return
    }
    self[keyPath: group].add(PageRow(observation, assessment).value.bytes)
  }

  /// The JSON for a `script` element: nothing in it ends the element or begins a comment.
  var json: String {
    let titles = FindingID.allCases.map {
      (name: $0.rawValue, value: JSONValue.string(FindingHelp($0).title))
    }
    let verdicts = JSONValue.array(Verdict.allCases.map { .string($0.rawValue) })
    var json = Array("{\"titles\":".utf8) + JSONValue.object(titles).bytes
    json += Array(",\"verdicts\":".utf8) + verdicts.bytes + Array(",\"rows\":[".utf8)
    for (index, group) in [exposed, answering, silent].filter({ $0.count > 0 }).enumerated() {
      if index > 0 { json.append(UInt8(ascii: ",")) }
      json.append(contentsOf: group.bytes)
    }
    json += Array("]}".utf8)
    return String(decoding: Self.withoutMarkup(json), as: UTF8.self)
  }

  /// In JSON, `<`, `>` and `&` occur within strings only, where an escape says the same.
  private static func withoutMarkup(_ json: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(json.count + json.count / 64)
    for byte in json {
      switch byte {
      case UInt8(ascii: "<"): bytes.append(contentsOf: "\\u003c".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "\\u003e".utf8)
      case UInt8(ascii: "&"): bytes.append(contentsOf: "\\u0026".utf8)
      default: bytes.append(byte)
      }
    }
    return bytes
  }
}
