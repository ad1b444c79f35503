internal import COpenSSL

/// Owns an X509.
final class Certificate {
  let raw: OpaquePointer

  /// Takes ownership.
  init(owning raw: OpaquePointer) {
    self.raw = raw
  }

  /// Reads a certificate, for use with a library context or with OpenSSL's default one.
  init(der: [UInt8], library: LibraryContext? = nil) throws {
    LibraryFailure.clear()
    var certificate = X509_new_ex(library?.raw, nil)
    let read = der.withUnsafeBufferPointer { bytes in
      var position = bytes.baseAddress
      return d2i_X509(&certificate, &position, bytes.count)
    }
    guard let read else {
      X509_free(certificate)
      throw TLSError.certificateFailed(step: "reading a certificate", reason: LibraryFailure.takeReason())
    }
    raw = read
  }

  deinit {
    X509_free(raw)
  }

  func der() throws -> [UInt8] {
    guard let der = PeerCertificate.der(of: raw) else {
      throw TLSError.certificateFailed(step: "writing a certificate", reason: LibraryFailure.takeReason())
    }
    return der
  }

  func pem() throws -> String {
    guard let text = TextMemory(), PEM_write_bio_X509(text.bio, raw) == 1 else {
      throw TLSError.certificateFailed(step: "writing PEM", reason: LibraryFailure.takeReason())
    }
    return text.take()
  }
}
