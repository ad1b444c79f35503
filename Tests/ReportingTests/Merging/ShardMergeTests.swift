import Exposure
import Targets
import Fixtures
import Testing

@testable import Reporting

@Suite("Shards that are merged")
struct ShardMergeTests {
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  private func observation(
    _ position: UInt64, of shard: Shard, list: String = "abc", address: UInt32? = nil, target: String? = nil
  ) -> Observation {
    Observation(
      endpoint: Endpoint(
        target: .sample(target ?? "t\(position)"), address: .v4(address ?? UInt32(clamping: position)),
        port: 6443, transport: .tls,
        place: ListPlace(position: position, part: ListPart(shard: shard, list: list))),
      scannedAt: .sample, connection: .refused)
  }

  private func file(
    _ name: String, _ observations: [Observation], of part: ScannedPart? = nil, endingAfter rows: Int? = nil
  ) throws -> String {
    var bytes: [UInt8] = []
    let writer = JSONLinesWriter(part: part)
    for observation in observations { writer.append(observation, assess(observation), to: &bytes) }
    if let rows { bytes += writer.footer(rows: rows) }
    return try directory.write(String(decoding: bytes, as: UTF8.self), to: name)
  }

  private func shard(_ number: UInt32, of count: UInt32) throws -> Shard {
    try #require(Shard(number, of: count))
  }

  private func merged(_ merge: ShardMerge) throws -> [Observation] {
    var observations: [Observation] = []
    while let observation = try merge.next() { observations.append(observation) }
    return observations
  }

  @Test("come back in the order of the list, whatever the order of the files, with all addresses of a name")
  func order() throws {
    let (one, two, three) = (try shard(1, of: 3), try shard(2, of: 3), try shard(3, of: 3))
    let first = [(0, 1), (3, 1), (3, 2), (3, 3), (6, 1)].map { observation($0, of: one, address: $1) }
    let second = [1, 4, 7].map { observation($0, of: two) }
    let third = [2, 5].map { observation($0, of: three) }
    let merge = try ShardMerge([
      try file("3", third), try file("1", first), try file("2", second),
    ])
    #expect(merge.missing.isEmpty && merge.empty.isEmpty)
    #expect(try merged(merge).map(\.endpoint.place?.position) == [0, 1, 2, 3, 3, 3, 4, 5, 6, 7])
  }

  @Test("tell which of them are missing, and which files have no row")
  func missing() throws {
    let merge = try ShardMerge([
      try file("2", [observation(1, of: try shard(2, of: 4))]), try file("empty", []),
    ])
    #expect(try merge.missing == [shard(1, of: 4), shard(3, of: 4), shard(4, of: 4)])
    #expect(merge.empty == [directory.file("empty")])
    #expect(try merged(merge).count == 1)
  }

  @Test("are complete where files without a row can be the ones that are missing")
  func absence() throws {
    let (one, three) = (try shard(1, of: 3), try shard(3, of: 3))
    let first = try file("1", [observation(0, of: one)])
    let second = try file("2", [observation(1, of: try shard(2, of: 3))])
    let third = try file("3", [observation(2, of: three)])
    let empty = [try file("4", []), try file("5", [])]
    #expect(try ShardMerge([first, second, third]).absence == nil)
    let enough = try #require(try ShardMerge([second] + empty).absence)
    #expect(enough == ShardMerge.Absence(shards: [one, three], isOfEmptyFiles: true))
    #expect(enough.description == "no row of shard 1/3, 3/3: the files without a row stand for them")
    let tooFew = try #require(try ShardMerge([second, empty[0]]).absence)
    #expect(tooFew == ShardMerge.Absence(shards: [one, three], isOfEmptyFiles: false))
    #expect(tooFew.description == "no row of shard 1/3, 3/3")
  }

  @Test("are refused where they do not belong together")
  func refused() throws {
    let one = try file("1", [observation(0, of: try shard(1, of: 2))])
    let copy = try file("1b", [observation(0, of: try shard(1, of: 2))])
    let other = try file("other", [observation(1, of: try shard(2, of: 2), list: "xyz")])
    let finer = try file("finer", [observation(1, of: try shard(2, of: 3))])
    let whole = try file("whole", [.sample()])
    let shuffled = try file("shuffled", [4, 2].map { observation($0, of: try shard(1, of: 2)) })
    #expect(throws: ShardMergeError.sameShard(try shard(1, of: 2), one, copy)) {
      try ShardMerge([one, copy])
    }
    #expect(throws: ShardMergeError.sameShard(try shard(1, of: 2), one, one)) {
      try ShardMerge([one, one])
    }
    #expect(ShardMergeError.sameShard(try shard(1, of: 2), one, one).description.contains("is named twice"))
    #expect(throws: ShardMergeError.differentLists(one, other)) { try ShardMerge([one, other]) }
    #expect(throws: ShardMergeError.differentLists(one, finer)) { try ShardMerge([one, finer]) }
    #expect(throws: ShardMergeError.noShard(file: whole)) { try ShardMerge([whole]) }
    #expect(throws: ShardMergeError.notInOrder(file: shuffled)) { try merged(ShardMerge([shuffled])) }
    #expect(throws: JSONLinesError.self) { try ShardMerge([directory.file("nowhere")]) }
  }

  @Test("are refused where a row is of another shard, beyond the list, or of an endpoint that has one")
  func positions() throws {
    let one = try shard(1, of: 2)
    let rows: [(name: String, rows: [Observation], error: (String) -> ShardMergeError)] = [
      (
        "foreign", [observation(0, of: one), observation(1, of: one)],
        { .otherPosition(file: $0, line: 2, 1, one) }
      ),
      (
        "beyond", [observation(0, of: one), observation(4, of: one)],
        { .otherPosition(file: $0, line: 2, 4, one) }
      ),
      (
        "huge", [observation(0, of: one), observation(1 << 62, of: one)],
        { .otherPosition(file: $0, line: 2, 1 << 62, one) }
      ),
      (
        "twice", [observation(2, of: one), observation(2, of: one)],
        { .samePosition(file: $0, line: 2, 2) }
      ),
      (
        "renamed", [observation(2, of: one), observation(2, of: one, address: 9, target: "other")],
        { .samePosition(file: $0, line: 2, 2) }
      ),
    ]
    for row in rows {
      let path = try file(row.name, row.rows, of: part(one, endpoints: 2), endingAfter: 2)
      let error = row.error(path)
      #expect(throws: error) { try merged(ShardMerge([path])) }
      #expect(throws: error) { try merged(ShardMerge([path], allowsCut: true)) }
      #expect(error.description.contains("\(row.name):2: "))
    }
  }

  private func part(_ shard: Shard, endpoints: UInt64? = nil) -> ScannedPart {
    ScannedPart(ListPart(shard: shard, list: "abc"), endpoints: endpoints)
  }

  @Test("are whole where each ends with its end record, though it has no row, or several for a name")
  func ended() throws {
    let (one, two, three) = (try shard(1, of: 3), try shard(2, of: 3), try shard(3, of: 3))
    let merge = try ShardMerge([
      try file(
        "1", [(0, 1), (3, 1), (3, 2)].map { observation($0, of: one, address: $1) },
        of: part(one, endpoints: 2), endingAfter: 3),
      try file("2", [observation(1, of: two)], of: part(two), endingAfter: 1),
      try file("3", [], of: part(three), endingAfter: 0),
    ])
    #expect(merge.missing.isEmpty && merge.empty.isEmpty)
    #expect(try merged(merge).map(\.endpoint.place?.position) == [0, 1, 3, 3])
    #expect(merge.cut.isEmpty)
  }

  @Test("are refused where one was cut off at the end of a line, and merged as far as they go if asked to")
  func cutOff() throws {
    let (one, two) = (try shard(1, of: 2), try shard(2, of: 2))
    let whole = try file(
      "1", [0, 2].map { observation($0, of: one) }, of: part(one, endpoints: 2), endingAfter: 2)
    let cut = try file("2", [observation(1, of: two)], of: part(two, endpoints: 3))
    let lost = try file("lost", [1, 5].map { observation($0, of: two) }, of: part(two), endingAfter: 3)
    let nothing = try file("nothing", [])
    let errors = [
      ShardMergeError.cutOff(file: cut, two, rows: 1, endpoints: 3),
      .rowsMissing(file: lost, two, rows: 2, of: 3), .noLine(file: nothing),
    ]
    for (file, error) in zip([cut, lost, nothing], errors) {
      #expect(throws: error) { try merged(ShardMerge([whole, file])) }
      let partial = try ShardMerge([whole, file], allowsCut: true)
      #expect(try merged(partial).count >= 2)
      #expect(partial.cut == [error])
    }
    #expect(errors[0].description.contains("after 1 row of shard 2/2, which has 3 endpoints"))
    #expect(errors[1].description.contains("has 2 rows of shard 2/2, and should have 3"))
  }
}
