internal import COpenSSL

/// The groups that a scanning client offers for the key exchange.
///
/// From 3.5 on OpenSSL makes a key of X25519MLKEM768 for every ClientHello beside one of X25519 (CHANGES.md, 3.5.0): a
/// quarter of the work of a whole handshake, which no scan needs, and a ClientHello that no longer fits one packet. With
/// the groups that 3.0 to 3.4 offer by themselves (`supported_groups_default` in ssl/t1_lib.c of 3.4), a scan sends the
/// same on all of them. A server that wants another group says so by handshake_failure, and is asked once more with all
/// groups.
enum ClientGroups {
  /// Whether this OpenSSL offers more by itself.
  static let isOfUse = isOfUse(major: OPENSSL_version_major(), minor: OPENSSL_version_minor())

  /// The same by the version of OpenSSL.
  static func isOfUse(major: UInt32, minor: UInt32) -> Bool { (major, minor) >= (3, 5) }

  private static let list =
    "X25519:P-256:X448:P-521:P-384:ffdhe2048:ffdhe3072:ffdhe4096:ffdhe6144:ffdhe8192"

  /// Makes an SSL_CTX offer these; whether libssl took them.
  static func limit(_ context: OpaquePointer) -> Bool {
    isOfUse && COpenSSL_set_groups_list(context, list) == 1
  }
}
