internal import COpenSSL

/// The description of a TLS alert (RFC 8446 §6, RFC 5246 §7.2).
public struct TLSAlert: Sendable, Hashable, CustomStringConvertible {
  /// The number that stood in the alert.
  public let code: UInt8

  /// Makes an alert description from its number; numbers without a registered name are welcome.
  public init(code: UInt8) {
    self.code = code
  }

  /// The peer got a message that it did not expect, or in a wrong order.
  public static let unexpectedMessage = TLSAlert(code: 10)
  /// No set of parameters suits both sides; under TLS 1.2 and before also a missing client certificate.
  public static let handshakeFailure = TLSAlert(code: 40)
  /// A certificate was corrupt or missing; Go servers before 1.22 say so of a missing client certificate.
  public static let badCertificate = TLSAlert(code: 42)
  /// The peer knows the protocol version and does not support it.
  public static let protocolVersion = TLSAlert(code: 70)
  /// The peer had an error of its own.
  public static let internalError = TLSAlert(code: 80)
  /// The peer has no server of the name in SNI.
  public static let unrecognizedName = TLSAlert(code: 112)
  /// The server demands a client certificate (TLS 1.3).
  public static let certificateRequired = TLSAlert(code: 116)
  /// No protocol of the ALPN list is supported.
  public static let noApplicationProtocol = TLSAlert(code: 120)

  /// libssl's words for it and the number, e.g. `handshake failure (40)`.
  public var description: String {
    let words = SSL_alert_desc_string_long(Int32(code)).map { String(cString: $0) } ?? "unknown"
    return "\(words) (\(code))"
  }
}
