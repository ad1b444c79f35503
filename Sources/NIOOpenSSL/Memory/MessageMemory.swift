internal import COpenSSL

#if canImport(Glibc)
  import Glibc
#endif

/// The memory in which libssl keeps the handshake message that it works on.
///
/// libssl makes it 16 KiB large and zeroed when a handshake begins, keeps it until the handshake ends, and overwrites it
/// before it is freed (state_machine in ssl/statem/statem.c, BUF_MEM_grow and BUF_MEM_free in crypto/buffer/buffer.c):
/// a third of what a connection to a silent server costs. A ClientHello fills less than one page of it.
///
/// Where anything about the memory is not as expected, it is left alone.
enum MessageMemory {
  /// Gives the pages behind a message at the beginning of the memory back to the system. They read as zeros again, as
  /// they did before.
  static func release(behind message: UnsafeRawBufferPointer) {
    #if canImport(Glibc)
      guard isKnown, let start = message.baseAddress, let size = size(of: start), message.count < zeroed,
        let pages = pages(in: start + message.count..<start + size)
      else { return }
      // What follows the zeroed part never had a value.
      let used = UnsafeRawBufferPointer(start: start, count: zeroed)[min(pages.lowerBound - start, zeroed)...]
      guard UnsafeRawBufferPointer(rebasing: used).isZeroed else { return }
      discard(pages)
    #endif
  }

  /// Gives the page from which the BIO of a flight has just written back to the system.
  static func release(written bytes: UnsafeRawBufferPointer) {
    #if canImport(Glibc)
      guard let start = bytes.baseAddress, PagePool.owns(start) else { return }
      discard(start..<start + PagePool.pageSize)
    #endif
  }

  /// Frees an SSL in the middle of its handshake, and gives the pages of its message back to the system; the allocator
  /// alone would keep them.
  static func releasingFreed(_ free: () -> Void) {
    #if canImport(Glibc)
      pthread_setspecific(releasing, UnsafeRawPointer(bitPattern: 1))
      free()
      pthread_setspecific(releasing, nil)
    #else
      free()
    #endif
  }
}

#if canImport(Glibc)
  extension MessageMemory {
    // That a message begins where malloc's memory does is known of these versions.
    private static let isKnown = OPENSSL_version_major() == 3

    // What BUF_MEM_grow rounds 16 KiB up to, and up to how much malloc may add.
    private static let sizes = 21_848...21_880
    private static let zeroed = 16_384

    // Set on a thread for as long as it is in `releasingFreed`.
    private static let releasing: pthread_key_t = {
      var key = pthread_key_t()
      pthread_key_create(&key, nil)
      return key
    }()

    /// To be called before malloc's memory is freed.
    static func willFree(_ memory: UnsafeMutableRawPointer) {
      guard let size = size(of: memory), pthread_getspecific(releasing) != nil,
        let pages = pages(in: UnsafeRawPointer(memory)..<UnsafeRawPointer(memory) + size)
      else { return }
      discard(pages)
    }

    /// The size of malloc's memory that begins here, if it may be that of a message.
    private static func size(of start: UnsafeRawPointer) -> Int? {
      let size = malloc_usable_size(UnsafeMutableRawPointer(mutating: start))
      return sizes.contains(size) ? size : nil
    }

    /// The whole pages in a range.
    private static func pages(in range: Range<UnsafeRawPointer>) -> Range<UnsafeRawPointer>? {
      let first = range.lowerBound.alignedUp(toMultipleOf: PagePool.pageSize)
      let last = range.upperBound.alignedDown(toMultipleOf: PagePool.pageSize)
      return first < last ? first..<last : nil
    }

    private static func discard(_ pages: Range<UnsafeRawPointer>) {
      madvise(
        UnsafeMutableRawPointer(mutating: pages.lowerBound), pages.upperBound - pages.lowerBound,
        MADV_DONTNEED)
    }
  }
#endif

extension UnsafeRawBufferPointer {
  fileprivate var isZeroed: Bool {
    let size = MemoryLayout<UInt64>.size
    let words = count / size
    for word in 0..<words where loadUnaligned(fromByteOffset: word * size, as: UInt64.self) != 0 {
      return false
    }
    return self[(words * size)...].allSatisfy { $0 == 0 }
  }
}
