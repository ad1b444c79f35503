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

/// Which part of which list was scanned, as each row of it says.
struct ShardRecord: JSONReadable {
  var number = 0
  var count = 0
  var list = ""
  /// The endpoints of the part; absent where the list is a stream.
  var endpoints: Int64?
  /// Whether an end record follows the last row (`ScannedPart`); absent in lines of older releases.
  var hasEndRecord: Bool?

  static let blank = ShardRecord()

  static let fields: [JSONField<ShardRecord>] = [
    .required("number", { $0.number }, { $0.number = $1 }),
    .required("count", { $0.count }, { $0.count = $1 }),
    .required("list", { $0.list }, { $0.list = $1 }),
    .optional("endpoints", { $0.endpoints }, { $0.endpoints = $1 }),
    .optional("end_record", { $0.hasEndRecord }, { $0.hasEndRecord = $1 }),
  ]
}

extension ShardRecord {
  init(_ part: ListPart) {
    self.init(number: Int(part.shard.number), count: Int(part.shard.count), list: part.list)
  }

  func part() throws -> ListPart {
    guard let shard = Shard("\(number)/\(count)") else {
      throw JSONFault(field: "shard", text: "\(number)/\(count)")
    }
    return ListPart(shard: shard, list: list)
  }
}

/// The last line of a shard's file.
struct EndRecord: JSONReadable {
  var end: EndMark

  static let blank = EndRecord(end: .blank)

  static let fields: [JSONField<EndRecord>] = [
    .required("schema", { _ in ObservationLine.currentSchema }, { _, _ in }),
    .object("end", { $0.end }, { $0.end = $1 }),
  ]
}

/// Which part ends, and how many rows it has.
struct EndMark: JSONReadable {
  var shard: ShardRecord
  var rows: Int64

  static let blank = EndMark(shard: .blank, rows: 0)

  static let fields: [JSONField<EndMark>] = [
    .required("number", { $0.shard.number }, { $0.shard.number = $1 }),
    .required("count", { $0.shard.count }, { $0.shard.count = $1 }),
    .required("list", { $0.shard.list }, { $0.shard.list = $1 }),
    .required("rows", { $0.rows }, { $0.rows = $1 }),
  ]
}

extension EndMark {
  init(_ part: ListPart, rows: Int) {
    self.init(shard: ShardRecord(part), rows: Int64(rows))
  }

  func part() throws -> ListPart { try shard.part() }
}
