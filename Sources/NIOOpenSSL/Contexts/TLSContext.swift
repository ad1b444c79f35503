internal import COpenSSL
import NIOConcurrencyHelpers
import NIOCore

/// The configuration that many TLS connections share: an SSL_CTX with an OSSL_LIB_CTX of its own.
///
/// Threads that share a library context fight for its locks in OpenSSL 3.0, so each event loop wants a context
/// of its own. Sharing one between threads is safe, only slower.
public final class TLSContext: @unchecked Sendable {
  /// The SSL_CTX.
  package let raw: OpaquePointer
  let isServer: Bool
  /// Whether its handshakes look through lists that are shorter than the library's own. A handshake that libssl fails
  /// may then lack an algorithm.
  public var isShortened: Bool { library.isShortened }
  /// Whether its handshakes offer fewer groups than libssl does by itself. A server may then want another one.
  let offersFewerGroups: Bool
  private let library: LibraryContext
  // Borrowed by libssl's callbacks for as long as `raw` lives.
  private let kept: AnyObject?
  private let silent = NIOLockedValueBox<SilentConnections?>(nil)

  /// Takes ownership of an SSL_CTX.
  private init(
    raw: OpaquePointer, library: LibraryContext, offersFewerGroups: Bool = false, isServer: Bool = false,
    keeping kept: AnyObject? = nil
  ) {
    self.raw = raw
    self.offersFewerGroups = offersFewerGroups
    self.library = library
    self.kept = kept
    self.isServer = isServer
  }

  deinit {
    SSL_CTX_free(raw)
  }

  /// The client of a scanner: it wants to see servers, not to trust them.
  ///
  /// Nothing that it learns protects anybody: no chain is verified, TLS 1.0 to 1.3 are spoken with every cipher
  /// that libssl was built with, at security level 0 and with servers that know no secure renegotiation.
  /// Throws `TLSError.setupFailed`.
  public static func scanningClient(_ library: TLSClientLibrary = .shortened) throws -> TLSContext {
    switch library {
    case .shortened: return try scanningClient(library: LibraryContext(for: .client()), limitsGroups: true)
    case .configured:
      // A configuration with which no client can be made is no reason to know nothing.
      let configured = try? scanningClient(library: LibraryContext(for: .configuredClient()))
      return try configured ?? scanningClient(library: LibraryContext(for: .everything))
    }
  }

  /// Lets a connection that has sent its first flight give memory back while its peer is silent. Only the first event
  /// loop that uses a context does so.
  func awaitAnswer(to connection: TLSConnection, on loop: any EventLoop) {
    let silent = silent.withLockedValue { silent in
      if let silent { return silent.serves(loop) ? silent : nil }
      silent = SilentConnections(on: loop)
      return silent
    }
    silent?.add(connection)
  }

  /// Notes that the peer of a connection answered its first flight.
  func noteAnswer(to connection: TLSConnection, on loop: any EventLoop) {
    guard let sentAt = connection.state.firstFlight.sentAt else { return }
    connection.state.firstFlight.sentAt = nil
    silent.withLockedValue { $0 }.map { if $0.serves(loop) { $0.noteAnswer(toFlightSentAt: sentAt) } }
  }

  static func scanningClient(library: LibraryContext, limitsGroups: Bool = false) throws -> TLSContext {
    let raw = try ContextSettings.makeScanningClient(library: library)
    return TLSContext(raw: raw, library: library, offersFewerGroups: limitsGroups && ClientGroups.limit(raw))
  }

  /// A server for TLS 1.0 to 1.3 without a certificate; `configure` gives its SSL_CTX, which belongs to this
  /// OSSL_LIB_CTX, all that a server decides. What its callbacks borrow is kept alive. Throws `TLSError.setupFailed`,
  /// and what `configure` throws.
  package static func server(
    keeping kept: AnyObject, configure: (_ context: OpaquePointer, _ library: OpaquePointer) throws -> Void
  ) throws -> TLSContext {
    let library = try LibraryContext.forServers()
    let raw = try ContextSettings.make(library: library)
    let context = TLSContext(raw: raw, library: library, isServer: true, keeping: kept)
    LibraryFailure.clear()
    try configure(raw, library.raw)
    return context
  }
}
