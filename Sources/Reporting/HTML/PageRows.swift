import Exposure

/// The rows of the page's table: the worst with all their evidence, as many as a browser carries with ease, and the worst
/// of them once more as a reader without scripts sees them. The rest is counted.
struct PageRows {
  /// How many rows have their evidence.
  static let rowLimit = 5_000
  /// How many bytes these take, escaped: the page is to stay below 10 MB.
  static let byteLimit = 6 << 20
  /// How many rows are there without scripts.
  static let plainLimit = 100

  private var rows = WorstFirst<Verdict, [UInt8]>(
    ranks: Assessment.ranks, most: rowLimit, mostBytes: byteLimit)
  private var plainRows = WorstFirst<Verdict, PlainRow>(ranks: Assessment.ranks, most: plainLimit)

  /// The endpoints that got no row, by verdict.
  var leftOut: [Verdict: Int] { rows.leftOut }
  /// How many endpoints have a row.
  var count: Int { rows.count }
  /// The worst rows for a reader without scripts.
  var plain: [PlainRow] { plainRows.elements }

  /// Takes an endpoint.
  /// - Parameter change: What its change means, where the page is about changes.
  mutating func add(_ observation: Observation, _ assessment: Assessment, _ change: ChangeGroup? = nil) {
    rows.add(assessment.verdict, rank: assessment.rank) {
      let row = Self.withoutMarkup(PageRow(observation, assessment, change).value.bytes)
      return (row, row.count)
    }
    plainRows.add(assessment.verdict, rank: assessment.rank) { (PlainRow(observation, assessment), 0) }
  }

  /// Appends the JSON for a `script` element: nothing in it ends the element or begins a comment.
  func appendJSON(to bytes: inout [UInt8]) {
    let titles = FindingID.allCases.map {
      (name: $0.rawValue, value: JSONValue.string(FindingHelp($0).title))
    }
    let verdicts = JSONValue.array(Verdict.allCases.map { .string($0.rawValue) })
    let words: JSONValue = ["titles": .object(titles), "verdicts": verdicts]
    bytes += Self.withoutMarkup(words.bytes).dropLast()
    bytes += ",\"rows\":[".utf8
    for (index, row) in rows.elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += row
    }
    bytes += "]}".utf8
  }

  /// In JSON, `<`, `>` and `&` occur within strings only, where an escape says the same.
  private static func withoutMarkup(_ json: [UInt8]) -> [UInt8] {
    guard json.contains(where: isMarkup) else { return json }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(json.count + json.count / 16)
    for byte in json {
      switch byte {
      case UInt8(ascii: "<"): bytes += "\\u003c".utf8
      case UInt8(ascii: ">"): bytes += "\\u003e".utf8
      case UInt8(ascii: "&"): bytes += "\\u0026".utf8
      default: bytes.append(byte)
      }
    }
    return bytes
  }

  private static func isMarkup(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "&")
  }
}
