internal import COpenSSL

#if canImport(Glibc)
  import Glibc
#endif

/// The memory that OpenSSL works in: malloc's, but for what a connection to a silent server would keep for nothing.
///
/// OpenSSL takes functions for its memory only before it first uses any (CRYPTO_set_mem_functions(3)). Where it does
/// not, a connection costs more and works the same.
enum LibraryMemory {
  /// Installs the functions; whether OpenSSL took them.
  static let isInstalled: Bool = {
    #if canImport(Glibc)
      CRYPTO_set_mem_functions(
        { size, _, _ in LibraryMemory.allocate(size) },
        { old, size, _, _ in LibraryMemory.reallocate(old, size: size) },
        { memory, _, _ in LibraryMemory.free(memory) }) == 1
    #else
      false
    #endif
  }()
}

#if canImport(Glibc)
  extension LibraryMemory {
    // Each direction of the BIO that gathers a flight of the handshake (DEFAULT_BUFFER_SIZE in crypto/bio/bf_buff.c).
    // Nothing is ever read through it, so one of the two pages is never written to.
    private static let flightSize = 4096

    private static func allocate(_ size: Int) -> UnsafeMutableRawPointer? {
      if size == flightSize, PagePool.pageSize == flightSize, let page = PagePool.take() { return page }
      return size == 0 ? nil : malloc(size)
    }

    private static func reallocate(_ old: UnsafeMutableRawPointer?, size: Int) -> UnsafeMutableRawPointer? {
      guard let old else { return allocate(size) }
      guard size > 0 else {
        free(old)
        return nil
      }
      guard PagePool.owns(old) else { return realloc(old, size) }
      guard let new = malloc(size) else { return nil }
      new.copyMemory(from: old, byteCount: min(size, PagePool.pageSize))
      _ = PagePool.giveBack(old)
      return new
    }

    private static func free(_ memory: UnsafeMutableRawPointer?) {
      guard let memory, !PagePool.giveBack(memory) else { return }
      MessageMemory.willFree(memory)
      Glibc.free(memory)
    }
  }
#endif
