import Testing

@testable import NIOOpenSSL

@Suite("The memory of a first flight")
struct FirstFlightTests {
  private let pool = LibraryMemory.messages

  /// A message of 300 bytes in memory that is zeroed as far as libssl zeroes it, and holds 9 from there on.
  private func withMessage(_ body: (UnsafeMutableRawPointer) -> Void) throws {
    let memory = try #require(pool.take())
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: 16_384)
    (memory + 16_384).initializeMemory(as: UInt8.self, repeating: 9, count: pool.blockSize - 16_384)
    memory.storeBytes(of: 7, toByteOffset: 299, as: UInt8.self)
    body(memory)
    #expect(memory.load(fromByteOffset: 299, as: UInt8.self) == 7)
    #expect(pool.giveBack(memory))
  }

  private func release(_ memory: UnsafeMutableRawPointer) {
    FirstFlight(message: UnsafeRawBufferPointer(start: memory, count: 300)).release()
  }

  @Test("goes back to the system behind the message, which stays")
  func message() throws {
    try withMessage { memory in
      release(memory)
      #expect(
        UnsafeRawBufferPointer(start: memory + 300, count: pool.blockSize - 300).allSatisfy { $0 == 0 })
    }
  }

  @Test("that holds something else is left alone", arguments: [4500, 16_383])
  func used(offset: Int) throws {
    try withMessage { memory in
      memory.storeBytes(of: 7, toByteOffset: offset, as: UInt8.self)
      release(memory)
      #expect(memory.load(fromByteOffset: offset, as: UInt8.self) == 7)
      #expect(memory.load(fromByteOffset: 16_384, as: UInt8.self) == 9)
    }
  }

  @Test("of somebody else is left alone")
  func foreign() {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: pool.blockSize, alignment: BlockPool.pageSize)
    defer { memory.deallocate() }
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: 16_384)
    memory.storeBytes(of: 9, toByteOffset: 20_000, as: UInt8.self)
    FirstFlight(message: UnsafeRawBufferPointer(start: memory, count: 300), written: memory).release()
    #expect(memory.load(fromByteOffset: 20_000, as: UInt8.self) == 9)
  }

  @Test("goes back after the BIO has written from it")
  func written() throws {
    let memory = try #require(LibraryMemory.flights.take())
    memory.storeBytes(of: 7, as: UInt8.self)
    FirstFlight(written: memory).release()
    #expect(memory.load(as: UInt8.self) == 0)
    #expect(LibraryMemory.flights.giveBack(memory))
  }
}
