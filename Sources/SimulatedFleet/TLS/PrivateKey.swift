internal import COpenSSL
import NIOOpenSSL

/// Owns an EVP_PKEY with its private half.
final class PrivateKey {
  let raw: OpaquePointer

  /// Making an RSA key takes a fifth of a second: simulated servers and their authorities share one for each process.
  private static let sharedRSA = Result { try PrivateKey(making: .rsa2048).der() }

  /// A key of a simulated server. Throws `CertificateError`.
  convenience init(generating kind: TLSKeyKind) throws {
    switch kind {
    case .p256: try self.init(making: .p256)
    case .rsa2048: try self.init(der: Self.sharedRSA.get())
    }
  }

  private init(making kind: TLSKeyKind) throws {
    LibraryFailure.clear()
    let key =
      switch kind {
      case .p256: COpenSSL_generate_p256_key()
      case .rsa2048: COpenSSL_generate_rsa_key(2048)
      }
    guard let key else {
      throw CertificateError(step: "making a key", reason: LibraryFailure.takeReason())
    }
    raw = key
  }

  /// Reads a key, for use with an OSSL_LIB_CTX or with OpenSSL's default one.
  init(der: [UInt8], library: OpaquePointer? = nil) throws {
    LibraryFailure.clear()
    let key = der.withUnsafeBufferPointer { bytes in
      var position = bytes.baseAddress
      return d2i_AutoPrivateKey_ex(nil, &position, bytes.count, library, nil)
    }
    guard let key else {
      throw CertificateError(step: "reading a private key", reason: LibraryFailure.takeReason())
    }
    raw = key
  }

  deinit {
    EVP_PKEY_free(raw)
  }

  func der() throws -> [UInt8] {
    let count = i2d_PrivateKey(raw, nil)
    guard count > 0 else {
      throw CertificateError(step: "writing a private key", reason: LibraryFailure.takeReason())
    }
    return [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, initialized in
      var position = buffer.baseAddress
      initialized = Int(max(i2d_PrivateKey(raw, &position), 0))
    }
  }

  func pem() throws -> String {
    guard let text = TextMemory(),
      PEM_write_bio_PrivateKey(text.bio, raw, nil, nil, 0, nil, nil) == 1
    else { throw CertificateError(step: "writing PEM", reason: LibraryFailure.takeReason()) }
    return text.take()
  }
}
