import Exposure
import Targets

/// The part of a list that a scan with `--shard` writes: by this, `merge` notices a file that was cut off.
///
/// Each row's `shard` then says that the file ends with an end record, which counts the rows:
/// `{"schema":2,"end":{"number":1,"count":2,"list":"2bb616e6eeffa807","rows":812}}`. Only the file of a shard has one:
/// it is read by `merge`, and a list may end anywhere.
public struct ScannedPart: Sendable, Hashable {
  /// Which part of which list.
  public var part: ListPart
  /// The endpoints of the part, names counted once for each port; nil where the list is a stream.
  public var endpoints: UInt64?

  /// Makes a part.
  public init(_ part: ListPart, endpoints: UInt64? = nil) {
    self.part = part
    self.endpoints = endpoints
  }
}

/// What the lines of a file say of a part of a list.
public struct PartTally: Sendable, Hashable {
  /// The rows that were read.
  public internal(set) var rows: UInt64 = 0
  /// The rows that its end record counts; nil while none was read.
  public internal(set) var end: UInt64?
  /// Whether a row says that an end record follows; older releases write none.
  public internal(set) var hasEndRecord = false
  /// The endpoints of the part, as its rows tell them.
  public internal(set) var endpoints: UInt64?

  /// Whether rows are missing, or the end record that they announce.
  public var isCut: Bool { end.map { $0 != rows } ?? hasEndRecord }

  mutating func take(_ mark: ShardRecord?) {
    rows += 1
    hasEndRecord = hasEndRecord || mark?.hasEndRecord == true
    endpoints = endpoints ?? mark?.endpoints.flatMap(UInt64.init(exactly:))
  }
}

/// The last line of a shard's file.
struct EndRecord: Decodable {
  struct End: Decodable {
    var number: Int
    var count: Int
    var list: String
    var rows: Int64

    enum CodingKeys: String, CodingKey {
      case number
      case count
      case list
      case rows
    }
  }

  var schema = JSONLinesRecord.currentSchema
  var end: End

  enum CodingKeys: String, CodingKey {
    case schema
    case end
  }

  init(_ part: ListPart, rows: Int) {
    end = End(
      number: Int(part.shard.number), count: Int(part.shard.count), list: part.list, rows: Int64(rows))
  }

  func part() throws -> ListPart {
    try ShardRecord(number: end.number, count: end.count, list: end.list).part()
  }
}

extension EndRecord: JSONWritable {
  func write(to json: inout JSONText) {
    json.object { json in
      json.member(CodingKeys.schema, schema)
      json.member(CodingKeys.end, end)
    }
  }
}

extension EndRecord.End: JSONWritable {
  func write(to json: inout JSONText) {
    json.object { json in
      json.member(CodingKeys.number, number)
      json.member(CodingKeys.count, count)
      json.member(CodingKeys.list, list)
      json.member(CodingKeys.rows, rows)
    }
  }
}
