import NIOConcurrencyHelpers
import NIOOpenSSL

/// The TLS contexts of one event loop: the fast one, and the one with the whole library, made when it is first needed.
final class ClientContexts: Sendable {
  typealias Maker = @Sendable (TLSClientLibrary) throws -> TLSContext

  private let shortened: TLSContext
  private let configured = NIOLockedValueBox<TLSContext?>(nil)
  private let make: Maker

  /// Throws what libssl says where the fast one cannot be made.
  init(make: @escaping Maker) throws {
    self.make = make
    shortened = try make(.shortened)
  }

  /// The context for a plan; the fast one where libssl cannot make the other.
  func context(for library: TLSClientLibrary) -> TLSContext {
    switch library {
    case .shortened: shortened
    case .configured:
      configured.withLockedValue { context in
        if context == nil { context = try? make(.configured) }
        return context ?? shortened
      }
    }
  }
}
