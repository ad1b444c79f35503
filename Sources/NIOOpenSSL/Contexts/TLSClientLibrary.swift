/// Which algorithms of OpenSSL a client works with.
public enum TLSClientLibrary: Sendable, Hashable {
  /// Those that a TLS client needs, where looking through the others costs much (OpenSSL 3.0 and 3.1); else the default
  /// provider's.
  case shortened
  /// All that the machine's openssl.cnf configures: its providers and default properties, or the default provider.
  case configured
}
