internal import COpenSSL
import Synchronization

/// An OSSL_LIB_CTX: the algorithms, locks and caches of OpenSSL that one context works with.
///
/// It is never freed, but used again. Every thread that drew random numbers from it still points to it, and frees its
/// own share when the thread ends (OPENSSL_thread_stop_ex(3) wants to be called by each of them before); who
/// holds the last `TLSContext` cannot know whether all of them have ended.
final class LibraryContext {
  /// What its algorithms are for.
  enum Use {
    /// All that OpenSSL has: serving, and making keys and certificates.
    case everything
    /// A TLS client's handshakes, with less to look through where that is slow.
    case client
  }

  let raw: OpaquePointer
  private let use: Use

  // The machine's openssl.cnf speaks for programs that trust; a minimum version or a security level in it would
  // make a scanner blind. libssl would load it at its first use.
  private static let withoutConfiguration: Bool =
    OPENSSL_init_ssl(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil) == 1

  private static let unused = Mutex<[UnusedContext]>([])

  init(for use: Use) throws {
    self.use = use
    LibraryFailure.clear()
    guard Self.withoutConfiguration else {
      throw TLSError.setupFailed(step: "starting libssl", reason: LibraryFailure.takeReason())
    }
    guard let raw = Self.reuse(for: use) ?? Self.make(for: use) else {
      throw TLSError.setupFailed(step: "making a library context", reason: LibraryFailure.takeReason())
    }
    self.raw = raw
  }

  deinit {
    let context = UnusedContext(raw: raw, use: use)
    Self.unused.withLock { $0.append(context) }
  }

  private static func reuse(for use: Use) -> OpaquePointer? {
    unused.withLock { contexts in
      contexts.lastIndex { $0.use == use }.map { contexts.remove(at: $0).raw }
    }
  }

  private static func make(for use: Use) -> OpaquePointer? {
    switch use {
    case .client where ClientProvider.isOfUse: ClientProvider.makeLibraryContext() ?? OSSL_LIB_CTX_new()
    case .client, .everything: OSSL_LIB_CTX_new()
    }
  }
}

/// A library context that waits for its next use. OpenSSL locks what threads share in it.
private struct UnusedContext: @unchecked Sendable {
  let raw: OpaquePointer
  let use: LibraryContext.Use
}
