internal import COpenSSL

/// An OSSL_LIB_CTX: the algorithms, locks and caches of OpenSSL that one context works with.
final class LibraryContext {
  let raw: OpaquePointer

  // The machine's openssl.cnf speaks for programs that trust; a minimum version or a security level in it would
  // make a scanner blind. libssl would load it at its first use.
  private static let withoutConfiguration: Bool =
    OPENSSL_init_ssl(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil) == 1

  init() throws {
    LibraryFailure.clear()
    guard Self.withoutConfiguration else {
      throw TLSError.setupFailed(step: "starting libssl", reason: LibraryFailure.takeReason())
    }
    guard let raw = OSSL_LIB_CTX_new() else {
      throw TLSError.setupFailed(step: "making a library context", reason: LibraryFailure.takeReason())
    }
    self.raw = raw
  }

  deinit {
    OSSL_LIB_CTX_free(raw)
  }
}
