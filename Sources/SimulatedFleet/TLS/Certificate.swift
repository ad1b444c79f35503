internal import COpenSSL
import NIOOpenSSL

/// Owns an X509.
final class Certificate {
  let raw: OpaquePointer

  /// Takes ownership.
  init(owning raw: OpaquePointer) {
    self.raw = raw
  }

  /// Reads a certificate, for use with an OSSL_LIB_CTX or with OpenSSL's default one.
  init(der: [UInt8], library: OpaquePointer? = nil) throws {
    LibraryFailure.clear()
    var certificate = X509_new_ex(library, nil)
    let read = der.withUnsafeBufferPointer { bytes in
      var position = bytes.baseAddress
      return d2i_X509(&certificate, &position, bytes.count)
    }
    guard let read else {
      X509_free(certificate)
      throw CertificateError(step: "reading a certificate", reason: LibraryFailure.takeReason())
    }
    raw = read
  }

  deinit {
    X509_free(raw)
  }

  func der() throws -> [UInt8] {
    let count = i2d_X509(raw, nil)
    guard count > 0 else {
      throw CertificateError(step: "writing a certificate", reason: LibraryFailure.takeReason())
    }
    return [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, initialized in
      var position = buffer.baseAddress
      initialized = Int(max(i2d_X509(raw, &position), 0))
    }
  }

  func pem() throws -> String {
    guard let text = TextMemory(), PEM_write_bio_X509(text.bio, raw) == 1 else {
      throw CertificateError(step: "writing PEM", reason: LibraryFailure.takeReason())
    }
    return text.take()
  }
}
