internal import COpenSSL

/// The libssl that the process runs with, which need not be the one that it was built with.
public enum LibraryVersion {
  /// Name, version and date: `OpenSSL 3.0.17 1 Jul 2025`.
  public static var current: String { String(cString: OpenSSL_version(OPENSSL_VERSION)) }
}
