internal import COpenSSL
import NIOOpenSSL

/// A distinguished name to be written into a certificate or a CertificateRequest.
struct CertificateName {
  /// Attribute types by OpenSSL's short names (`CN`, `O`) with their values, the least significant first as
  /// RFC 5280 has them in DER.
  var attributes: [(type: String, value: String)]

  init(commonName: String, organization: String?) {
    attributes = [("CN", commonName)]
    if let organization { attributes.insert(("O", organization), at: 0) }
  }

  /// Reads the order of RFC 4514, e.g. `CN=ca,O=example`; knows no escapes.
  init(text: String) throws {
    attributes = try text.split(separator: ",").reversed().map { part in
      let sides = part.split(separator: "=", maxSplits: 1)
      guard sides.count == 2, !text.contains("\\") else {
        throw CertificateError(
          step: "reading the name \"\(text)\"", reason: "expected TYPE=VALUE, separated by commas")
      }
      return (String(sides[0]), String(sides[1]))
    }
  }

  /// The X509_NAME, for the caller to own.
  func makeName() throws -> OpaquePointer {
    LibraryFailure.clear()
    guard let name = X509_NAME_new() else {
      throw CertificateError(step: "making a name", reason: LibraryFailure.takeReason())
    }
    for (type, value) in attributes {
      let bytes = Array(value.utf8)
      guard let count = Int32(exactly: bytes.count),
        X509_NAME_add_entry_by_txt(name, type, MBSTRING_UTF8, bytes, count, -1, 0) == 1
      else {
        X509_NAME_free(name)
        throw CertificateError(
          step: "writing \(type)=\(value)", reason: LibraryFailure.takeReason())
      }
    }
    return name
  }
}
