import CZlib
import NIOOpenSSL

/// The system's libraries that a scan uses, as they are at run time.
public enum LinkedLibraries {
  /// Name, version and date of libssl: `OpenSSL 3.0.17 1 Jul 2025`.
  public static var openSSL: String { LibraryVersion.current }

  /// The version of zlib: `1.2.13`.
  public static var zlib: String { String(cString: zlibVersion()) }
}
