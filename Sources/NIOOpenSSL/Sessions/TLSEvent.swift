/// What a `TLSHandler` tells the handlers behind it, as user inbound events.
public enum TLSEvent: Sendable, Hashable {
  /// The handshake is over on this side; data can flow. Under TLS 1.3 a server may still refuse the client.
  case handshakeCompleted
  /// The peer sent close_notify: no data follows, and nothing was cut off.
  case closed
}
