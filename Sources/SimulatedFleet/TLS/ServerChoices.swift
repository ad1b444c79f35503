internal import COpenSSL
import NIOOpenSSL

/// What a server decides when it has seen the ClientHello: the identity by SNI, the protocol by ALPN.
///
/// libssl's callbacks borrow it; the `TLSContext` keeps it alive.
final class ServerChoices {
  private let alternatives: [String: TLSContext]
  // The list of RFC 7301 §3.1. libssl reads from it after the callback is over, so it must not move.
  private let protocols: UnsafeMutableBufferPointer<UInt8>

  init(options: TLSServerOptions) throws {
    var list: [UInt8] = []
    for name in options.applicationProtocols {
      guard let length = UInt8(exactly: name.utf8.count), length > 0 else {
        throw TLSError.setupFailed(
          step: "taking the protocol \"\(name)\" by ALPN", reason: "a name has 1 to 255 bytes")
      }
      list.append(length)
      list += Array(name.utf8)
    }
    var alternatives: [String: TLSContext] = [:]
    for (name, identity) in options.alternatives {
      alternatives[name.lowercased()] = try .server(identity: identity, options: options.withoutAlternatives)
    }
    self.alternatives = alternatives
    protocols = .allocate(capacity: list.count)
    _ = protocols.initialize(from: list)
  }

  deinit {
    protocols.deallocate()
  }

  static let chooseIdentity:
    @convention(c) (OpaquePointer?, UnsafeMutablePointer<Int32>?, UnsafeMutableRawPointer?) -> Int32 = {
      ssl, _, argument in
      guard let argument, let ssl, let name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name) else {
        return SSL_TLSEXT_ERR_NOACK
      }
      let choices = Unmanaged<ServerChoices>.fromOpaque(argument).takeUnretainedValue()
      if let context = choices.alternatives[String(cString: name).lowercased()] {
        SSL_set_SSL_CTX(ssl, context.raw)
      }
      return SSL_TLSEXT_ERR_OK
    }

  static let chooseProtocol:
    @convention(c) (
      OpaquePointer?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, UnsafeMutablePointer<UInt8>?,
      UnsafePointer<UInt8>?, UInt32, UnsafeMutableRawPointer?
    ) -> Int32 = { _, chosen, chosenLength, offered, offeredLength, argument in
      guard let argument, let chosen else { return SSL_TLSEXT_ERR_NOACK }
      let protocols = Unmanaged<ServerChoices>.fromOpaque(argument).takeUnretainedValue().protocols
      guard let count = UInt32(exactly: protocols.count), count > 0 else { return SSL_TLSEXT_ERR_NOACK }
      var match: UnsafeMutablePointer<UInt8>?
      let outcome = SSL_select_next_proto(
        &match, chosenLength, protocols.baseAddress, count, offered, offeredLength)
      guard outcome == OPENSSL_NPN_NEGOTIATED, let match else { return SSL_TLSEXT_ERR_NOACK }
      chosen.pointee = UnsafePointer(match)
      return SSL_TLSEXT_ERR_OK
    }
}
