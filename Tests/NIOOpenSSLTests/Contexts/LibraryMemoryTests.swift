import Testing

@testable import NIOOpenSSL

#if canImport(Glibc)
  import Glibc

  @Suite("Memory of OpenSSL")
  struct LibraryMemoryTests {
    @Test("behind a message goes back to the system, and the message stays")
    func message() throws {
      let memory = try #require(calloc(21_848, 1))
      defer { free(memory) }
      memory.storeBytes(of: 7, toByteOffset: 299, as: UInt8.self)
      MessageMemory.release(behind: UnsafeRawBufferPointer(start: memory, count: 300))
      #expect(memory.load(fromByteOffset: 299, as: UInt8.self) == 7)
      #expect(UnsafeRawBufferPointer(start: memory + 300, count: 21_548).allSatisfy { $0 == 0 })
    }

    @Test("that holds something else is left alone", arguments: [4500, 16_383])
    func used(offset: Int) throws {
      let memory = try #require(calloc(21_848, 1))
      defer { free(memory) }
      memory.storeBytes(of: 7, toByteOffset: offset, as: UInt8.self)
      MessageMemory.release(behind: UnsafeRawBufferPointer(start: memory, count: 300))
      #expect(memory.load(fromByteOffset: offset, as: UInt8.self) == 7)
    }

    @Test("of another size is left alone", arguments: [16_384, 21_000, 22_000])
    func otherSize(size: Int) throws {
      let memory = try #require(calloc(size, 1))
      defer { free(memory) }
      memory.storeBytes(of: 7, toByteOffset: size - 1, as: UInt8.self)
      MessageMemory.release(behind: UnsafeRawBufferPointer(start: memory, count: 300))
      #expect(memory.load(fromByteOffset: size - 1, as: UInt8.self) == 7)
    }

    @Test("comes in pages that are whole, apart from each other, and taken back once")
    func pages() throws {
      let pages = try (0..<600).map { _ in try #require(PagePool.take()) }
      #expect(Set(pages).count == 600)
      for (number, page) in pages.enumerated() {
        page.storeBytes(of: number, as: Int.self)
        #expect(PagePool.owns(page))
      }
      #expect(pages.enumerated().allSatisfy { $1.load(as: Int.self) == $0 })
      for page in pages { #expect(PagePool.giveBack(page)) }
      var other = 0
      withUnsafeMutableBytes(of: &other) { bytes in
        if let start = bytes.baseAddress { #expect(!PagePool.giveBack(start)) }
      }
    }
  }
#endif
