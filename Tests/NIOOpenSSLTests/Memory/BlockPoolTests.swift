import Testing

@testable import NIOOpenSSL

@Suite("A pool of blocks of memory")
struct BlockPoolTests {
  @Test("gives blocks that are whole and apart from each other, and takes each back", arguments: [1, 6])
  func blocks(pages: Int) throws {
    let pool = BlockPool(pages: pages, keptCount: 8)
    let blocks = try (0..<600).map { _ in try #require(pool.take()) }
    #expect(Set(blocks).count == 600)
    for (number, block) in blocks.enumerated() {
      block.storeBytes(of: number, as: Int.self)
      block.storeBytes(of: ~number, toByteOffset: pool.blockSize - MemoryLayout<Int>.size, as: Int.self)
      #expect(pool.owns(block))
    }
    for (number, block) in blocks.enumerated() {
      #expect(block.load(as: Int.self) == number)
      #expect(block.load(fromByteOffset: pool.blockSize - MemoryLayout<Int>.size, as: Int.self) == ~number)
      #expect(pool.giveBack(block))
    }
  }

  @Test("keeps the memory of a few free blocks, and gives that of the others back to the system")
  func kept() throws {
    let pool = BlockPool(pages: 1, keptCount: 2)
    let blocks = try (0..<5).map { _ in try #require(pool.take()) }
    for block in blocks {
      block.storeBytes(of: 7, as: UInt8.self)
      #expect(pool.giveBack(block))
    }
    #expect(blocks.map { $0.load(as: UInt8.self) } == [7, 7, 0, 0, 0])
  }

  @Test("knows what is none of its blocks")
  func others() throws {
    let (pool, other) = (BlockPool(pages: 6, keptCount: 1), BlockPool(pages: 6, keptCount: 1))
    let block = try #require(pool.take())
    for memory in [block + 1, block + BlockPool.pageSize] {
      #expect(!pool.owns(memory))
      #expect(!pool.giveBack(memory))
    }
    #expect(!other.giveBack(block))
    #expect(pool.giveBack(block))
  }
}
