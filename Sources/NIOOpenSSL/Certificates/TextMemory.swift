internal import COpenSSL

/// A memory BIO for those functions of OpenSSL that print; used over and over.
package final class TextMemory {
  /// The BIO.
  package let bio: OpaquePointer

  /// nil when there is no memory.
  package init?() {
    guard let bio = BIO_new(BIO_s_mem()) else { return nil }
    self.bio = bio
  }

  deinit {
    BIO_free(bio)
  }

  /// Takes what was printed.
  package func take() -> String {
    var start: UnsafeMutablePointer<CChar>?
    let count = COpenSSL_get_mem_data(bio, &start)
    defer { BIO_ctrl(bio, BIO_CTRL_RESET, 0, nil) }
    guard let start, count > 0 else { return "" }
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A distinguished name as RFC 4514 writes it, e.g. `CN=system:node,O=x`, its UTF-8 kept and its control
  /// characters escaped; nil where OpenSSL cannot print it.
  func distinguishedName(_ name: OpaquePointer) -> String? {
    let flags = UInt(XN_FLAG_SEP_COMMA_PLUS | XN_FLAG_DN_REV | XN_FLAG_FN_SN | XN_FLAG_DUMP_UNKNOWN_FIELDS)
    let escapes = UInt(
      ASN1_STRFLGS_ESC_2253 | ASN1_STRFLGS_ESC_CTRL | ASN1_STRFLGS_UTF8_CONVERT | ASN1_STRFLGS_DUMP_UNKNOWN
        | ASN1_STRFLGS_DUMP_DER)
    guard X509_NAME_print_ex(bio, name, 0, flags | escapes) >= 0 else {
      LibraryFailure.clear()
      BIO_ctrl(bio, BIO_CTRL_RESET, 0, nil)
      return nil
    }
    return take()
  }
}
