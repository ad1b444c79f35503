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

  /// The name in the IANA registry of TLS alerts, e.g. `handshake_failure`, or `alert N` where there is none.
  public var name: String {
    Self.names[code] ?? "alert \(code)"
  }

  /// The registered name and the number, e.g. `certificate_required (116)`.
  public var description: String {
    "\(Self.names[code] ?? "unregistered alert") (\(code))"
  }

  private static let names: [UInt8: String] = [
    0: "close_notify",
    10: "unexpected_message",
    20: "bad_record_mac",
    21: "decryption_failed",
    22: "record_overflow",
    30: "decompression_failure",
    40: "handshake_failure",
    41: "no_certificate",
    42: "bad_certificate",
    43: "unsupported_certificate",
    44: "certificate_revoked",
    45: "certificate_expired",
    46: "certificate_unknown",
    47: "illegal_parameter",
    48: "unknown_ca",
    49: "access_denied",
    50: "decode_error",
    51: "decrypt_error",
    52: "too_many_cids_requested",
    60: "export_restriction",
    70: "protocol_version",
    71: "insufficient_security",
    80: "internal_error",
    86: "inappropriate_fallback",
    90: "user_canceled",
    100: "no_renegotiation",
    109: "missing_extension",
    110: "unsupported_extension",
    111: "certificate_unobtainable",
    112: "unrecognized_name",
    113: "bad_certificate_status_response",
    114: "bad_certificate_hash_value",
    115: "unknown_psk_identity",
    116: "certificate_required",
    120: "no_application_protocol",
    121: "ech_required",
  ]
}
