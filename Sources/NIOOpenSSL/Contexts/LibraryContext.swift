internal import COpenSSL
import NIOConcurrencyHelpers

/// An OSSL_LIB_CTX: the algorithms, locks and caches of OpenSSL that one context works with.
///
/// It is never freed, but used again. Every thread that drew random numbers from it still points to it, and frees its
/// own share when the thread ends (OPENSSL_thread_stop_ex(3) wants to be called by each of them before); who
/// holds the last `TLSContext` cannot know whether all of them have ended.
///
/// Every thread may use it: OpenSSL locks what they share in it.
final class LibraryContext: @unchecked Sendable {
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

  /// The one of all servers of the process. Each library context takes two of the 1,024 thread-specific keys that glibc
  /// has (PTHREAD_KEYS_MAX), so that servers of their own would leave none for the clients.
  static func forServers() throws -> LibraryContext {
    try servers.withLockedValue { shared in
      if let shared { return shared }
      let made = try LibraryContext(for: .everything)
      shared = made
      return made
    }
  }

  private static let servers = NIOLockedValueBox<LibraryContext?>(nil)

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
  /// The file's `ssl_conf` (versions, security level, ciphers of all programs) is left out: it would act on every
  /// connection that the process makes later. What was loaded is never unloaded: CONF_modules_finish(3) takes the
  /// providers of other library contexts along.
  static func makeLibraryContext(file: String?) -> OpaquePointer? {
    loading.withLock {
      guard let library = OSSL_LIB_CTX_new() else { return nil }
      load(file, into: library)
      LibraryFailure.clear()
      return library
    }
  }

  private static func load(_ file: String?, into library: OpaquePointer) {
    guard let configuration = NCONF_new_ex(library, nil) else { return }
    defer { NCONF_free(configuration) }
    if let file {
      guard NCONF_load(configuration, file, nil) > 0 else { return }
    } else {
      guard let standard = CONF_get1_default_config_file() else { return }
      defer { COpenSSL_free(standard) }
      guard NCONF_load(configuration, standard, nil) > 0 else { return }
    }
    if let name = NCONF_get_string(configuration, nil, "openssl_conf"),
      let section = NCONF_get_section(configuration, name)
    {
      COpenSSL_remove_modules(section, "ssl_conf")
    }
    _ = CONF_modules_load(configuration, nil, UInt(CONF_MFLAGS_IGNORE_ERRORS))
  }
}
