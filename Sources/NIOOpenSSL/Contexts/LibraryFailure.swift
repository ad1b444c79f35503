internal import COpenSSL

/// The errors that the last call into OpenSSL left in the queue of this thread.
///
/// The queue belongs to the thread, not to a connection: it is emptied before each call whose failure will be
/// read, and emptied by reading.
package enum LibraryFailure {
  /// Forgets what earlier calls left.
  package static func clear() {
    ERR_clear_error()
  }

  /// Takes the queue as the reason of a failed session: an alert of the peer before all, then the first
  /// complaint of libssl itself, then the first of anything below it.
  static func takeSessionError() -> TLSError {
    var libssl: UInt?
    var first: UInt?
    var code = ERR_get_error()
    while code != 0 {
      if ERR_GET_LIB(code) == ERR_LIB_SSL {
        let reason = Int(ERR_GET_REASON(code)) - Int(SSL_AD_REASON_OFFSET)
        if let alert = UInt8(exactly: reason) {
          ERR_clear_error()
          return .alert(TLSAlert(code: alert))
        }
        libssl = libssl ?? code
      }
      first = first ?? code
      code = ERR_get_error()
    }
    return .protocolFailure(reason: reason(of: libssl ?? first))
  }

  /// Takes the queue as the reason why OpenSSL could not do what was asked of it.
  package static func takeReason() -> String {
    defer { ERR_clear_error() }
    let code = ERR_peek_error()
    return reason(of: code == 0 ? nil : code)
  }

  private static func reason(of code: UInt?) -> String {
    guard let code else { return "OpenSSL gave no reason" }
    if let text = ERR_reason_error_string(code) {
      return String(cString: text)
    }
    return "OpenSSL error \(String(code, radix: 16))"
  }
}
