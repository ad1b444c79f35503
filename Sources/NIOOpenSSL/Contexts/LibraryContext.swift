internal import COpenSSL
import NIOConcurrencyHelpers

/// An OSSL_LIB_CTX: the algorithms, locks and caches of OpenSSL that one context works with.
///
/// It is never freed, but used again. Every thread that drew random numbers from it still points to it, and frees its
/// own share when the thread ends (OPENSSL_thread_stop_ex(3) wants to be called by each of them before); who
/// holds the last `TLSContext` cannot know whether all of them have ended.
final class LibraryContext {
  /// What its algorithms are for.
  enum Use: Hashable {
    /// All that OpenSSL has: serving, and making keys and certificates.
    case everything
    /// A TLS client's handshakes, with less to look through where that is slow. Tests leave out what a client needs,
    /// by the names of OSSL_ALGORITHM.
    case client(leavingOut: Set<String> = [])
    /// A TLS client's handshakes with the providers and properties that a configuration names; nil for the machine's
    /// openssl.cnf.
    case configuredClient(file: String? = nil)
  }

  let raw: OpaquePointer
  private let use: Use

  /// Whether it looks through lists that are shorter than the library's own.
  var isShortened: Bool {
    if case .client = use { ClientProvider.isOfUse } else { false }
  }

  // The machine's openssl.cnf speaks for programs that trust; a minimum version or a security level in it would
  // make a scanner blind. libssl would load it at its first use.
  private static let withoutConfiguration: Bool = {
    // Before OpenSSL allocates anything.
    _ = LibraryMemory.isInstalled
    return OPENSSL_init_ssl(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil) == 1
  }()

  private static let unused = NIOLockedValueBox<[UnusedContext]>([])

  init(for use: Use) throws {
    self.use = use
    guard Self.withoutConfiguration else {
      throw TLSError.setupFailed(step: "starting libssl", reason: LibraryFailure.takeReason())
    }
    LibraryFailure.clear()
    guard let raw = Self.reuse(for: use) ?? Self.make(for: use) else {
      throw TLSError.setupFailed(step: "making a library context", reason: LibraryFailure.takeReason())
    }
    self.raw = raw
  }

  deinit {
    let context = UnusedContext(raw: raw, use: use)
    Self.unused.withLockedValue { $0.append(context) }
  }

  private static func reuse(for use: Use) -> OpaquePointer? {
    unused.withLockedValue { contexts in
      contexts.lastIndex { $0.use == use }.map { contexts.remove(at: $0) }
    }?.raw
  }

  private static func make(for use: Use) -> OpaquePointer? {
    switch use {
    case .client(let leftOut) where ClientProvider.isOfUse:
      ClientProvider.makeLibraryContext(leavingOut: leftOut) ?? OSSL_LIB_CTX_new()
    case .configuredClient(let file): LibraryConfiguration.makeLibraryContext(file: file)
    case .client, .everything: OSSL_LIB_CTX_new()
    }
  }
}

/// A library context that waits for its next use. OpenSSL locks what threads share in it.
private struct UnusedContext: @unchecked Sendable {
  let raw: OpaquePointer
  let use: LibraryContext.Use
}

/// The machine's openssl.cnf, or the file in the environment variable OPENSSL_CONF.
private enum LibraryConfiguration {
  // What CONF modules keep of a file belongs to the process.
  private static let loading = NIOLock()

  /// A library context with the providers and default properties of the file; with OpenSSL's own where there is none.
  ///
  /// The file's `ssl_conf` (versions, security level, ciphers of all programs) is taken back before it can act on a
  /// connection: what a client of ours offers is the same on every machine.
  static func makeLibraryContext(file: String?) -> OpaquePointer? {
    loading.withLock {
      guard let library = OSSL_LIB_CTX_new() else { return nil }
      _ = OSSL_LIB_CTX_load_config(library, file)
      CONF_modules_finish()
      LibraryFailure.clear()
      return library
    }
  }
}
