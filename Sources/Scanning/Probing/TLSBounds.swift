import NIOOpenSSL

extension Bounds {
  /// What a peer may send over TLS, before it is decrypted: a handshake with the largest chain of certificates and list
  /// of authorities, and all that is read of the answers, twice over for what records add. Go sends records of 1.4 KB
  /// at first.
  static func tls(answerBytes: Int) -> TLSLimits {
    let bytes = 256 * 1024 + 2 * answerBytes
    return TLSLimits(
      handshakeBytes: 256 * 1024, bytes: bytes, records: 512 + bytes / 1024, messagesWithoutData: 32)
  }
}
