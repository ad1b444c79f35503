/// How much a peer may send on one connection. What is counted comes from the wire, before libssl works on it: a peer
/// that sends no data at all can keep a processor busy.
public struct TLSLimits: Sendable, Hashable {
  /// Bytes of the peer until the first handshake is over. libssl itself takes 100 KiB of certificates and as much of a
  /// CertificateRequest (SSL_CTX_set_max_cert_list(3)).
  public var handshakeBytes: Int
  /// All bytes of the peer, the handshake included.
  public var bytes: Int
  /// Records of the peer (RFC 8446 §5.1), the handshake included; each has at most 16 KiB, and may have one byte.
  public var records: Int
  /// Messages after the first handshake that carry no data: NewSessionTicket, KeyUpdate, HelloRequest, and those of a
  /// renegotiation. Real servers send a few tickets.
  public var messagesWithoutData: Int

  /// Makes limits; by default those of a peer that may send data without end.
  public init(
    handshakeBytes: Int = 256 * 1024, bytes: Int = .max, records: Int = .max, messagesWithoutData: Int = 32
  ) {
    self.handshakeBytes = handshakeBytes
    self.bytes = bytes
    self.records = records
    self.messagesWithoutData = messagesWithoutData
  }
}

/// Which limit a peer exceeded, and how large that limit is.
public enum TLSExcess: Sendable, Hashable {
  /// `TLSLimits.handshakeBytes`.
  case handshakeBytes(Int)
  /// `TLSLimits.bytes`.
  case bytes(Int)
  /// `TLSLimits.records`.
  case records(Int)
  /// `TLSLimits.messagesWithoutData`.
  case messagesWithoutData(Int)
  /// Handshakes on one connection; the first and one renegotiation are let pass.
  case handshakes(Int)
}

extension TLSExcess: CustomStringConvertible {
  /// What the peer did, to stand behind "the server" or "the peer".
  public var description: String {
    switch self {
    case .handshakeBytes(let count): "sent more than \(Self.size(count)) in the TLS handshake"
    case .bytes(let count): "sent more than \(Self.size(count)) in the TLS session"
    case .records(let count): "sent more than \(count) TLS records"
    case .messagesWithoutData(let count): "sent more than \(count) TLS messages without data"
    case .handshakes(let count): "asked for more than \(count) TLS handshakes"
    }
  }

  private static func size(_ bytes: Int) -> String {
    bytes >= 1024 && bytes % 1024 == 0 ? "\(bytes / 1024) KiB" : "\(bytes) bytes"
  }
}
