import Exposure
import Targets
import HeapModule

/// Joins the JSON Lines of a list's shards back into one, in the order of the list, one line of each file at a time.
///
/// Not thread-safe: one merge at a time.
public final class ShardMerge {
  private struct Input {
    let file: String
    let reader: JSONLinesReader
    /// The line of the file that comes next, and its position; nil at the end.
    var head: (observation: Observation, position: UInt64)?
    /// The addresses of the name at that position, as far as they were read.
    var addresses: Set<IPAddress> = []
  }

  /// The input whose line stands at a position of the list.
  private struct Turn: Comparable {
    let position: UInt64
    let input: Int

    static func < (left: Turn, right: Turn) -> Bool {
      (left.position, left.input) < (right.position, right.input)
    }
  }

  /// The shards that no line belongs to, in their order; empty where the files hold no line at all.
  public private(set) var missing: [Shard] = []
  /// What the missing shards come to, as far as the files were read; nil where none is missing.
  public var absence: Absence? {
    guard !missing.isEmpty else { return nil }
    return Absence(shards: missing, isOfEmptyFiles: missing.count <= empty.count && cut.isEmpty)
  }
  /// The files without a line, in the order in which they were given: a shard may have had nothing to show.
  public private(set) var empty: [String] = []
  /// What is missing at the end of files, where that is allowed.
  public private(set) var cut: [ShardMergeError] = []

  private var inputs: [Input] = []
  private var turns = Heap<Turn>()
  /// The input that holds a shard.
  private var origins: [Shard: Int] = [:]
  private var first: (part: ListPart, file: String)?
  private let allowsCut: Bool

  /// Opens the files and reads the first line of each. Throws `ShardMergeError` and `JSONLinesError`.
  /// - Parameters:
  ///   - files: Their paths; `-` is standard input.
  ///   - allowsCut: Whether a file that lacks its end is merged as far as it goes, and told in `cut`.
  public init(_ files: [String], allowsCut: Bool = false) throws {
    self.allowsCut = allowsCut
    for file in files {
      let name = file == "-" ? "standard input" : file
      let reader = file == "-" ? JSONLinesReader(descriptor: 0, name: name) : try JSONLinesReader(path: file)
      inputs.append(Input(file: name, reader: reader))
      try advance(inputs.count - 1)
      if let input = inputs.last, input.head == nil, input.reader.parts.isEmpty { empty.append(name) }
    }
    // Where one file has an end record, a file without a line was cut off.
    if inputs.contains(where: { $0.reader.parts.values.contains { $0.hasEndRecord || $0.end != nil } }) {
      for file in empty { try tell(.noLine(file: file)) }
    }
    guard let count = first?.part.shard.count else { return }
    missing = (1...count).compactMap { Shard($0, of: count) }.filter { origins[$0] == nil }
  }

  /// The next observation in the order of the list; nil at the end of all files. Throws as `init` does.
  public func next() throws -> Observation? {
    guard let turn = turns.popMin() else { return nil }
    let observation = inputs[turn.input].head?.observation
    try advance(turn.input)
    return observation
  }

  private func advance(_ index: Int) throws {
    let (file, before) = (inputs[index].file, inputs[index].head)
    guard let observation = try inputs[index].reader.next() else {
      inputs[index].head = nil
      return try checkEnd(of: index)
    }
    guard let place = observation.endpoint.place, let part = place.part else {
      throw ShardMergeError.noShard(file: file)
    }
    try check(part, of: index)
    if let before, place.position < before.position { throw ShardMergeError.notInOrder(file: file) }
    try check(observation, at: place.position, after: before, of: part, in: index)
    inputs[index].head = (observation, place.position)
    turns.insert(Turn(position: place.position, input: index))
  }

  /// Refuses a row that is not of its shard, or of an endpoint that has one already: in place of a row that was lost, it
  /// would make the number of rows right. The addresses of one name share a position.
  private func check(
    _ observation: Observation, at position: UInt64,
    after before: (observation: Observation, position: UInt64)?,
    of part: ListPart, in index: Int
  ) throws(ShardMergeError) {
    let (file, line) = (inputs[index].file, inputs[index].reader.line)
    let endpoints = inputs[index].reader.parts[part]?.endpoints
    guard part.shard.holds(position: position),
      endpoints.map({ position / UInt64(part.shard.count) < $0 }) ?? true
    else { throw .otherPosition(file: file, line: line, position, part.shard) }
    let endpoint = observation.endpoint
    let isNext = before.map { $0.position < position } ?? true
    if isNext { inputs[index].addresses.removeAll() }
    let isNew = endpoint.address.map { inputs[index].addresses.insert($0).inserted } ?? isNext
    guard !isNext, let known = before?.observation.endpoint else { return }
    let isOfSameName =
      known.target.text == endpoint.target.text && known.port == endpoint.port && known.address != nil
    guard isNew, isOfSameName else { throw .samePosition(file: file, line: line, position) }
  }

  /// Refuses a file that lacks rows which its end record counts, or an end record that its rows announce.
  private func checkEnd(of index: Int) throws(ShardMergeError) {
    let file = inputs[index].file
    for (part, tally) in inputs[index].reader.parts.sorted(by: { $0.key.shard.number < $1.key.shard.number })
    {
      try check(part, of: index)
      if let end = tally.end, end != tally.rows {
        try tell(.rowsMissing(file: file, part.shard, rows: tally.rows, of: end))
      } else if tally.end == nil, tally.hasEndRecord {
        try tell(.cutOff(file: file, part.shard, rows: tally.rows, endpoints: tally.endpoints))
      }
    }
  }

  private func tell(_ error: ShardMergeError) throws(ShardMergeError) {
    guard allowsCut else { throw error }
    cut.append(error)
  }

  private func check(_ part: ListPart, of index: Int) throws(ShardMergeError) {
    let file = inputs[index].file
    if let first, first.part.list != part.list || first.part.shard.count != part.shard.count {
      throw .differentLists(first.file, file)
    }
    first = first ?? (part, file)
    // By the input, not by its name: the same file may be named twice.
    if let other = origins[part.shard], other != index {
      throw .sameShard(part.shard, inputs[other].file, file)
    }
    origins[part.shard] = index
  }
}

extension ShardMerge {
  /// Shards that no line belongs to.
  public struct Absence: Sendable, Equatable, CustomStringConvertible {
    /// The shards, in their order.
    public let shards: [Shard]
    /// Whether they are the files without a line: a shard may have had nothing to show. Otherwise the merge is incomplete.
    public let isOfEmptyFiles: Bool

    /// How many shards are named.
    private static let mostNamed = 20

    /// `no row of shard 2/3, 3/3`, and why that is well where it is.
    public var description: String {
      let names = shards.prefix(Self.mostNamed).map(\.description).joined(separator: ", ")
      let more = shards.count > Self.mostNamed ? " and \(shards.count - Self.mostNamed) more" : ""
      return "no row of shard \(names)\(more)"
        + (isOfEmptyFiles ? ": the files without a row stand for them" : "")
    }
  }
}

/// Why files cannot be merged.
public enum ShardMergeError: Error, Sendable, Equatable {
  /// A line is not of a scan with `--shard`.
  case noShard(file: String)
  /// Two files are of different lists, or of a list that was cut into different numbers of shards.
  case differentLists(String, String)
  /// Two files hold the same shard.
  case sameShard(Shard, String, String)
  /// The lines of a file are not in the order of the list, as after `--randomize`.
  case notInOrder(file: String)
  /// A row is at a position that its shard does not have.
  case otherPosition(file: String, line: Int, UInt64, Shard)
  /// A row is of an endpoint of which an earlier row is.
  case samePosition(file: String, line: Int, UInt64)
  /// The file of a shard ends before its end record: after so many rows, of so many endpoints where that is known.
  case cutOff(file: String, Shard, rows: UInt64, endpoints: UInt64?)
  /// The file of a shard has another number of rows than its end record counts.
  case rowsMissing(file: String, Shard, rows: UInt64, of: UInt64)
  /// A file has no line at all, and other files have an end record.
  case noLine(file: String)
}

extension ShardMergeError: CustomStringConvertible {
  /// What is wrong, with which file, and what to do.
  public var description: String {
    switch self {
    case .noShard(let file):
      "\(printable(file)) is not a shard: only shards of one list can be merged"
    case .differentLists(let one, let other):
      "\(printable(one)) and \(printable(other)) are not shards of the same list: merge the files of one list at a time"
    case .sameShard(let shard, let one, let other) where one == other:
      "\(printable(one)), which holds shard \(shard), is named twice: name it once"
    case .sameShard(let shard, let one, let other):
      "\(printable(one)) and \(printable(other)) both hold shard \(shard): leave one of them out"
    case .notInOrder(let file):
      "the lines of \(printable(file)) are not in the order of the list: shards that were scanned in a random order "
        + "cannot be merged"
    case .otherPosition(let file, let line, let position, let shard):
      "\(printable(file)):\(line): shard \(shard) has no position \(position): the file was changed after the scan"
    case .samePosition(let file, let line, let position):
      "\(printable(file)):\(line): another row of position \(position) stands before it: the file was changed after the "
        + "scan"
    case .cutOff(let file, let shard, let rows, let endpoints):
      "\(printable(file)) was cut off: it ends after \(counted(rows, "row")) of shard \(shard)"
        + (endpoints.map { $0 > rows ? ", which has \(counted($0, "endpoint"))" : "" } ?? "")
    case .rowsMissing(let file, let shard, let rows, let expected):
      "\(printable(file)) has \(counted(rows, "row")) of shard \(shard), and should have \(grouped(expected))"
    case .noLine(let file):
      "\(printable(file)) was cut off: it has no line, and the file of a shard has at least one that ends it"
    }
  }
}
