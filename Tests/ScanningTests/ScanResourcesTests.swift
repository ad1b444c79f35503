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

  @Test("the room for threads is seen by making them, and can be seen again")
  func room() {
    for _ in 0..<20 { #expect(ThreadLimit.room(upTo: 4) == 4) }
  }
}
