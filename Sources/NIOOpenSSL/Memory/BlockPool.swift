import NIOConcurrencyHelpers
import PortableLibc

/// Blocks of whole pages, apart from everything else that a program allocates, so that what a block holds can go back
/// to the system while the block is in use.
///
/// Every thread may use it. It never shrinks: what was free at its peak serves again. Of the free blocks, a few keep
/// their memory for the next user; the others cost nothing.
final class BlockPool: Sendable {
  /// The size of a page that it works with. On a system with other pages there is no pool.
  static let pageSize = 4096

  /// In bytes, a multiple of the page size.
  let blockSize: Int

  private struct State: @unchecked Sendable {
    /// Free blocks with memory that was written to.
    var used: [UnsafeMutableRawPointer] = []
    /// Free blocks that cost nothing.
    var untouched: [UnsafeMutableRawPointer] = []
    /// The beginnings of all chunks, in chunk sizes.
    var chunks: Set<UInt> = []
  }

  private static let chunkSize = 1 << 20
  private let keptCount: Int
  private let state = NIOLockedValueBox(State())

  /// `keptCount` is how many free blocks keep their memory.
  init(pages: Int, keptCount: Int) {
    blockSize = pages * Self.pageSize
    self.keptCount = keptCount
  }

  /// A block that holds anything; nil where the system has no memory.
  func take() -> UnsafeMutableRawPointer? {
    state.withLockedValue { state in
      if let block = state.used.popLast() { return block }
      if state.untouched.isEmpty { addChunk(to: &state) }
      return state.untouched.popLast()
    }
  }

  /// Takes a block back; false if the pool does not own it.
  func giveBack(_ memory: UnsafeMutableRawPointer) -> Bool {
    let isKept: Bool? = state.withLockedValue { state in
      guard isBlock(memory, state) else { return nil }
      guard state.used.count < keptCount else { return false }
      state.used.append(memory)
      return true
    }
    guard let isKept else { return false }
    if !isKept {
      Self.discard(memory..<memory + blockSize)
      state.withLockedValue { $0.untouched.append(memory) }
    }
    return true
  }

  /// Whether this is the beginning of a block of the pool.
  func owns(_ memory: UnsafeRawPointer) -> Bool {
    state.withLockedValue { isBlock(memory, $0) }
  }

  /// Gives whole pages back to the system. They read as zeros from then on.
  static func discard(_ pages: Range<UnsafeMutableRawPointer>) {
    madvise(pages.lowerBound, pages.upperBound - pages.lowerBound, MADV_DONTNEED)
  }

  private func isBlock(_ memory: UnsafeRawPointer, _ state: State) -> Bool {
    let address = UInt(bitPattern: memory)
    let chunk = address / UInt(Self.chunkSize)
    return state.chunks.contains(chunk) && Int(address % UInt(Self.chunkSize)) % blockSize == 0
  }

  private func addChunk(to state: inout State) {
    let size = Self.chunkSize
    // Twice the size holds one chunk that begins at a multiple of it; the rest goes back.
    let mapped = mmap(nil, 2 * size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let mapped, mapped != MAP_FAILED else { return }
    let chunk = mapped.alignedUp(toMultipleOf: size)
    let before = chunk - mapped
    if before > 0 { munmap(mapped, before) }
    munmap(chunk + size, size - before)
    state.chunks.insert(UInt(bitPattern: chunk) / UInt(size))
    for number in (0..<size / blockSize).reversed() {
      state.untouched.append(chunk + number * blockSize)
    }
  }
}
