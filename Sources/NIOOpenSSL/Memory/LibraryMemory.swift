internal import COpenSSL
import PortableLibc

/// The memory that OpenSSL works in: malloc's, but for what a connection to a silent server would keep for nothing.
///
/// OpenSSL takes functions for its memory only before it first uses any (CRYPTO_set_mem_functions(3)). Where it does
/// not, a connection costs more and works the same. Sizes are those of OpenSSL 3; with others, nothing comes from the
/// pools.
enum LibraryMemory {
  /// Installs the functions; whether OpenSSL took them.
  static let isInstalled: Bool = {
    isGlibc && sysconf(Int32(_SC_PAGESIZE)) == BlockPool.pageSize
      && CRYPTO_set_mem_functions(
        { size, _, _ in LibraryMemory.allocate(size) },
        { old, size, _, _ in LibraryMemory.reallocate(old, size: size) },
        { memory, _, _ in LibraryMemory.free(memory) }) == 1
  }()
}

extension LibraryMemory {
  /// The handshake message that libssl works on: what BUF_MEM_grow in crypto/buffer/buffer.c rounds 16 KiB up to. It
  /// is as large and zeroed when a handshake begins, kept until the handshake ends, and overwritten before it is
  /// freed (state_machine in ssl/statem/statem.c, BUF_MEM_free).
  static let messages = BlockPool(pages: 6, keptCount: 512)
  /// Each direction of the BIO that gathers a flight of the handshake (DEFAULT_BUFFER_SIZE in crypto/bio/bf_buff.c).
  /// Nothing is ever read through it, so one of the two is never written to.
  static let flights = BlockPool(pages: 1, keptCount: 1024)

  private static let messageSize = 21_848
  private static let flightSize = 4096

  private static func allocate(_ size: Int) -> UnsafeMutableRawPointer? {
    switch size {
    case 0: nil
    case flightSize: flights.take() ?? malloc(size)
    case messageSize: messages.take() ?? malloc(size)
    default: malloc(size)
    }
  }

  private static func reallocate(_ old: UnsafeMutableRawPointer?, size: Int) -> UnsafeMutableRawPointer? {
    guard let old else { return allocate(size) }
    guard size > 0 else {
      free(old)
      return nil
    }
    guard let oldSize = sizeOfBlock(at: old) else { return realloc(old, size) }
    guard let new = malloc(size) else { return nil }
    new.copyMemory(from: old, byteCount: min(size, oldSize))
    free(old)
    return new
  }

  private static func free(_ memory: UnsafeMutableRawPointer?) {
    guard let memory else { return }
    // Nearly nothing of malloc's begins with a page.
    if mayBeBlock(memory), messages.giveBack(memory) || flights.giveBack(memory) { return }
    PortableLibc.free(memory)
  }

  private static func sizeOfBlock(at memory: UnsafeRawPointer) -> Int? {
    guard mayBeBlock(memory) else { return nil }
    return [messages, flights].first { $0.owns(memory) }?.blockSize
  }

  private static func mayBeBlock(_ memory: UnsafeRawPointer) -> Bool {
    UInt(bitPattern: memory) % UInt(BlockPool.pageSize) == 0
  }
}
