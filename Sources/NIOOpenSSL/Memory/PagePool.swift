#if canImport(Glibc)
  import Glibc
  import NIOConcurrencyHelpers

  /// Single pages of memory. One that was never written to, or was given back to the system, costs nothing until it is
  /// written to again; malloc would put others' bytes beside it.
  ///
  /// Every thread may use it. It never shrinks: what was free at its peak serves again.
  enum PagePool {
    static let pageSize = max(Int(sysconf(Int32(_SC_PAGESIZE))), 1)

    private struct State: @unchecked Sendable {
      var free: [UnsafeMutableRawPointer] = []
      /// The beginnings of all chunks, as numbers of chunks.
      var chunks: Set<UInt> = []
    }

    private static let chunkSize: UInt = 1 << 20
    private static let state = NIOLockedValueBox(State())

    /// A page; nil where the system has no memory.
    static func take() -> UnsafeMutableRawPointer? {
      state.withLockedValue { state in
        if state.free.isEmpty { addChunk(to: &state) }
        return state.free.popLast()
      }
    }

    /// Takes a page back; false where this is none of the pool's.
    static func giveBack(_ memory: UnsafeMutableRawPointer) -> Bool {
      guard Int(bitPattern: memory) % pageSize == 0 else { return false }
      return state.withLockedValue { state in
        guard state.chunks.contains(UInt(bitPattern: memory) / chunkSize) else { return false }
        state.free.append(memory)
        return true
      }
    }

    /// Whether this is the beginning of a page of the pool.
    static func owns(_ memory: UnsafeRawPointer) -> Bool {
      Int(bitPattern: memory) % pageSize == 0
        && state.withLockedValue { $0.chunks.contains(UInt(bitPattern: memory) / chunkSize) }
    }

    private static func addChunk(to state: inout State) {
      // Twice the size holds one chunk that begins at a multiple of it; the rest goes back.
      let size = Int(chunkSize)
      let mapped = mmap(nil, 2 * size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      guard let mapped, mapped != MAP_FAILED else { return }
      let chunk = mapped.alignedUp(toMultipleOf: size)
      let before = chunk - mapped
      if before > 0 { munmap(mapped, before) }
      munmap(chunk + size, size - before)
      state.chunks.insert(UInt(bitPattern: chunk) / chunkSize)
      for offset in stride(from: size - pageSize, through: 0, by: -pageSize) {
        state.free.append(chunk + offset)
      }
    }
  }
#endif
