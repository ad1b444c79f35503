import Testing

@testable import Scanning

@Suite("What a scan may take of the machine")
struct ScanResourcesTests {
  private static let wanted = ScanResources(eventLoops: 8, resolverThreads: 32, concurrency: 512)

  @Test("too few open files are refused with how many it takes, and with so many it works", arguments: 0...25)
  func tooFew(_ limit: UInt64) throws {
    let error = #expect(throws: ScanError.self) {
      try OpenFileLimit.allowed(within: limit, taken: 10, of: Self.wanted)
    }
    guard case .tooFewOpenFiles(limit, let needed) = error else {
      Issue.record("\(error.map { "\($0)" } ?? "")")
      return
    }
    #expect(needed == 26)
    #expect(error?.description.contains("ulimit -n 32") == true)
    let least = try OpenFileLimit.allowed(within: needed, taken: 10, of: Self.wanted)
    #expect(least == ScanResources(eventLoops: 1, resolverThreads: 1, concurrency: 1))
  }

  @Test("what is allowed never opens more than there may be, and grows with it")
  func descriptors() throws {
    var before = 0
    for limit in UInt64(26)...2_000 {
      let allowed = try OpenFileLimit.allowed(within: limit, taken: 10, of: Self.wanted)
      let threads = 3 * allowed.eventLoops + 3 * allowed.resolverThreads
      // A silent connection stays open while its endpoint is asked on another one.
      let opened = 10 + 6 + 2 + threads + 2 * allowed.concurrency
      #expect(UInt64(opened) <= limit)
      #expect(allowed.eventLoops >= 1 && allowed.resolverThreads >= 1 && allowed.concurrency >= 1)
      before = max(before, allowed.concurrency)
    }
    #expect(before == 512)
    #expect(try OpenFileLimit.allowed(within: 1_048_576, taken: 10, of: Self.wanted) == Self.wanted)
  }

  @Test(
    "memory lowers the concurrency, or is refused with how much it takes",
    arguments: [MemoryLimit.Kind.addressSpace, .controlGroup])
  func memory(_ kind: MemoryLimit.Kind) throws {
    let error = #expect(throws: ScanError.self) {
      try MemoryLimit(kind: kind, limit: 32 << 20, taken: 20 << 20).allowed(of: Self.wanted)
    }
    guard case .tooLittleMemory(_, let needed, kind) = error else {
      Issue.record("\(error.map { "\($0)" } ?? "")")
      return
    }
    let least = try MemoryLimit(kind: kind, limit: needed, taken: 20 << 20).allowed(of: Self.wanted)
    #expect(least == ScanResources(eventLoops: 1, resolverThreads: 1, concurrency: 1))
    let some = try MemoryLimit(kind: kind, limit: needed + 30 << 20, taken: 20 << 20).allowed(of: Self.wanted)
    #expect(some.concurrency > 1)
    let all = try MemoryLimit(kind: kind, limit: 8 << 30, taken: 20 << 20).allowed(of: Self.wanted)
    #expect(all == Self.wanted)
  }

  @Test(
    "room for too few threads is refused with how many it takes, and with so many it works", arguments: 0...13
  )
  func tooFewThreads(_ room: Int) throws {
    let error = #expect(throws: ScanError.self) { try ThreadLimit.allowed(within: room, of: Self.wanted) }
    guard case .tooFewThreads(room, let needed) = error else {
      Issue.record("\(error.map { "\($0)" } ?? "")")
      return
    }
    let least = try ThreadLimit.allowed(within: needed, of: Self.wanted)
    #expect(least == ScanResources(eventLoops: 1, resolverThreads: 1, concurrency: 512))
  }

  @Test(
    "what is allowed never makes more threads than there is room for, and all that is wanted where there is")
  func threads() throws {
    for room in 14...52 {
      let allowed = try ThreadLimit.allowed(within: room, of: Self.wanted)
      #expect(12 + allowed.eventLoops + allowed.resolverThreads <= room)
      #expect(allowed.eventLoops >= 1 && allowed.resolverThreads >= 1)
    }
    #expect(try ThreadLimit.allowed(within: 52, of: Self.wanted) == Self.wanted)
  }

  /// What the limits allow, and what they tell of it; of a machine where nothing is short unless it is said.
  private static func allowed(
    files: UInt64 = 1 << 20, memory: [MemoryLimit] = [], room: Int = 1_000
  ) throws -> (ScanResources, [ResourceReduction]) {
    var told: [ResourceReduction] = []
    let limits = ResourceLimits(openFiles: (files, 10), memory: memory) { _ in room }
    let allowed = try limits.allowed(of: wanted) { told.append($0) }
    return (allowed, told)
  }

  @Test("each limit lowers what the one before it has left, and tells what it takes and why")
  func reductions() throws {
    #expect(try Self.allowed() == (Self.wanted, []))
    let large = MemoryLimit(kind: .addressSpace, limit: 8 << 30, taken: 20 << 20)
    let small = MemoryLimit(kind: .controlGroup, limit: 66 << 20, taken: 20 << 20)
    let (allowed, told) = try Self.allowed(files: 300, memory: [large, small], room: 24)
    guard told.count == 3, case .openFiles(limit: 300, from: 512, let files) = told[0],
      case .memory(small, from: files, let memory) = told[1],
      case .threads(room: 24, let before, to: allowed) = told[2]
    else {
      Issue.record("\(told)")
      return
    }
    #expect(files > memory && memory == before.concurrency && memory == allowed.concurrency)
    #expect(before.resolverThreads > allowed.resolverThreads)
  }

  @Test("what was lowered is told also where a later limit allows nothing")
  func lastLimit() {
    var told = 0
    let limits = ResourceLimits(openFiles: (300, 10), memory: []) { _ in 0 }
    #expect(throws: ScanError.self) { try limits.allowed(of: Self.wanted) { _ in told += 1 } }
    #expect(told == 1)
  }

  @Test("the room for threads is seen by making them, and can be seen again")
  func room() {
    for _ in 0..<20 { #expect(ThreadLimit.room(upTo: 4) == 4) }
  }
}
