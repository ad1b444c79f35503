internal import COpenSSL
import NIOConcurrencyHelpers

/// A provider of what a TLS client uses of OpenSSL's default provider, and of nothing else.
///
/// For the key in each certificate that it reads, OpenSSL 3.0 and 3.1 go through every algorithm that the library
/// context has met and every decoder that its providers have: a fifth of the instructions of a whole handshake.
/// From 3.2 on the way to a decoder is remembered (openssl/openssl#21426), and the default provider serves as it is.
///
/// The implementations stay the default provider's own, at work in a library context of theirs
/// (provider-base(7), OSSL_PROVIDER(3)): only the lists that libcrypto looks through are shorter.
enum ClientProvider {
  /// Whether this OpenSSL is one of those that it helps.
  static let isOfUse = OPENSSL_version_major() == 3 && OPENSSL_version_minor() < 2

  private static let name = "apiexpose-client"

  /// Makes a library context with this provider alone; nil where OpenSSL has no memory or refuses. Tests leave out
  /// algorithms that a client needs.
  static func makeLibraryContext(leavingOut names: Set<String> = []) -> OpaquePointer? {
    guard let shared = ClientAlgorithms.shared, let behind = OSSL_LIB_CTX_new() else { return nil }
    guard let parent = OSSL_PROVIDER_load(behind, "default"), let library = OSSL_LIB_CTX_new() else {
      OSSL_LIB_CTX_free(behind)
      return nil
    }
    let isLoaded = loading.withLock {
      contextOfParent = OSSL_PROVIDER_get0_provider_ctx(parent)
      if !names.isEmpty { exceptions.withLockedValue { $0[key(contextOfParent)] = shared.leavingOut(names) } }
      defer { contextOfParent = nil }
      return add(to: library) && OSSL_PROVIDER_load(library, name) != nil
    }
    guard isLoaded else {
      OSSL_LIB_CTX_free(library)
      OSSL_LIB_CTX_free(behind)
      return nil
    }
    return library
  }

  // OpenSSL begins the provider within OSSL_PROVIDER_load and hands it no argument of ours.
  private static let loading = NIOLock()
  nonisolated(unsafe) private static var contextOfParent: UnsafeMutableRawPointer?

  // By the provider's context, which is the parent's.
  private static let exceptions = NIOLockedValueBox<[UInt: ClientAlgorithms]>([:])

  private static func key(_ context: UnsafeMutableRawPointer?) -> UInt { UInt(bitPattern: context) }

  private static func add(to library: OpaquePointer) -> Bool {
    OSSL_PROVIDER_add_builtin(library, name) { _, _, functions, context in
      guard let parent = ClientProvider.contextOfParent else { return 0 }
      functions?.pointee = UnsafePointer(ClientProvider.functions)
      context?.pointee = parent
      return 1
    } == 1
  }

  // OSSL_FUNC_provider_query_operation_fn and OSSL_FUNC_provider_get_capabilities_fn of provider-base(7).
  private typealias QueryOperation =
    @convention(c) (UnsafeMutableRawPointer?, Int32, UnsafeMutablePointer<Int32>?)
    -> UnsafePointer<OSSL_ALGORITHM>?
  private typealias TakeParameters =
    @convention(c) (UnsafePointer<OSSL_PARAM>?, UnsafeMutableRawPointer?) -> Int32
  private typealias GetCapabilities =
    @convention(c) (
      UnsafeMutableRawPointer?, UnsafePointer<CChar>?, TakeParameters?, UnsafeMutableRawPointer?
    ) -> Int32

  // Never changed once it is made.
  nonisolated(unsafe) private static let functions: UnsafeMutablePointer<OSSL_DISPATCH> = {
    let query: QueryOperation = { context, operation, mayNotBeKept in
      mayNotBeKept?.pointee = 0
      let exception = exceptions.withLockedValue { $0[key(context)] }
      return (exception ?? ClientAlgorithms.shared)?.algorithms(for: operation)
    }
    let capabilities: GetCapabilities = { _, capability, callback, argument in
      guard let parent = ClientAlgorithms.shared?.parent else { return 0 }
      return OSSL_PROVIDER_get_capabilities(parent, capability, callback, argument)
    }
    let table = UnsafeMutablePointer<OSSL_DISPATCH>.allocate(capacity: 3)
    table.initialize(repeating: OSSL_DISPATCH(), count: 3)
    table[0] = OSSL_DISPATCH(
      function_id: OSSL_FUNC_PROVIDER_QUERY_OPERATION,
      function: unsafeBitCast(query, to: (@convention(c) () -> Void).self))
    table[1] = OSSL_DISPATCH(
      function_id: OSSL_FUNC_PROVIDER_GET_CAPABILITIES,
      function: unsafeBitCast(capabilities, to: (@convention(c) () -> Void).self))
    return table
  }()
}
