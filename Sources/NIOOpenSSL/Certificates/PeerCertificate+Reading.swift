internal import COpenSSL
import PortableLibc

extension PeerCertificate {
  /// Reads a certificate; nil when the bytes are none, or go on after it.
  public init?(der: [UInt8]) {
    guard let certificate = Self.parse(der: der) else { return nil }
    defer { X509_free(certificate) }
    self.init(reading: certificate)
  }

  /// The certificates of a PEM text in their order, up to one that cannot be read; what else is in it is passed over.
  public static func certificates(pem: String) -> [PeerCertificate] {
    defer { LibraryFailure.clear() }
    // The BIO keeps the address and reads there until it is freed.
    return Array(pem.utf8).withUnsafeBytes { bytes in
      guard let count = Int32(exactly: bytes.count), let memory = BIO_new_mem_buf(bytes.baseAddress, count)
      else { return [] }
      defer { BIO_free(memory) }
      var certificates: [PeerCertificate] = []
      // An encrypted block has no passphrase: without a callback OpenSSL would ask the terminal for it (PEM_read_bio_X509(3)).
      while let certificate = PEM_read_bio_X509(memory, nil, { _, _, _, _ in -1 }, nil) {
        if var facts = PeerCertificate(reading: certificate) {
          facts.subjectKeyIdentifier = subjectKeyIdentifier(of: certificate)
          certificates.append(facts)
        }
        X509_free(certificate)
      }
      return certificates
    }
  }

  /// Reads an X509 that somebody else owns; nil only when OpenSSL runs out of memory.
  init?(reading certificate: OpaquePointer) {
    guard let text = TextMemory() else {
      LibraryFailure.clear()
      return nil
    }
    func distinguishedName(_ name: OpaquePointer?) -> String {
      name.flatMap { text.distinguishedName($0) } ?? ""
    }
    self.init(
      subject: distinguishedName(X509_get_subject_name(certificate)),
      issuer: distinguishedName(X509_get_issuer_name(certificate)),
      serial: Self.serial(of: certificate),
      notBefore: Self.seconds(X509_get0_notBefore(certificate)),
      notAfter: Self.seconds(X509_get0_notAfter(certificate)),
      names: Self.names(of: certificate),
      authorityKeyIdentifier: Self.authorityKeyIdentifier(of: certificate),
      fingerprint: Self.fingerprint(of: certificate))
    LibraryFailure.clear()
  }

  private static func parse(der: [UInt8]) -> OpaquePointer? {
    defer { LibraryFailure.clear() }
    return der.withUnsafeBufferPointer { bytes in
      var position = bytes.baseAddress
      guard let certificate = d2i_X509(nil, &position, bytes.count) else { return nil }
      guard position == bytes.baseAddress.map({ $0 + bytes.count }) else {
        X509_free(certificate)
        return nil
      }
      return certificate
    }
  }

  private static func serial(of certificate: OpaquePointer) -> String {
    guard let number = X509_get0_serialNumber(certificate) else { return "" }
    let sign = ASN1_STRING_type(number) == V_ASN1_NEG_INTEGER ? "-" : ""
    return sign + hexadecimal(bytes(of: number))
  }

  private static func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int64? {
    var parts = tm()
    guard let time, ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
    return Int64(timegm(&parts))
  }

  private static func fingerprint(of certificate: OpaquePointer) -> String {
    var count: UInt32 = 0
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Int(EVP_MAX_MD_SIZE)) { digest in
      let done = X509_digest(certificate, EVP_sha256(), digest.baseAddress, &count)
      return done == 1 ? hexadecimal(digest.prefix(Int(count))) : ""
    }
  }

  private static func names(of certificate: OpaquePointer) -> [String] {
    guard let found = X509_get_ext_d2i(certificate, NID_subject_alt_name, nil, nil) else { return [] }
    let stack = OpaquePointer(found)
    defer { GENERAL_NAMES_free(stack) }
    var names: [String] = []
    for index in 0..<max(COpenSSL_general_name_count(stack), 0) {
      var kind: Int32 = 0
      guard let name = COpenSSL_general_name_at(stack, index),
        let value = GENERAL_NAME_get0_value(name, &kind)
      else { continue }
      switch kind {
      case GEN_DNS:
        let bytes = bytes(of: value.assumingMemoryBound(to: ASN1_STRING.self))
        names.append(String(decoding: bytes, as: UTF8.self))
      case GEN_IPADD:
        let bytes = bytes(of: value.assumingMemoryBound(to: ASN1_STRING.self))
        if let address = addressText(bytes) { names.append(address) }
      default:
        continue
      }
    }
    return names
  }

  private static func authorityKeyIdentifier(of certificate: OpaquePointer) -> String? {
    guard let found = X509_get_ext_d2i(certificate, NID_authority_key_identifier, nil, nil) else {
      return nil
    }
    let identifier = found.assumingMemoryBound(to: AUTHORITY_KEYID.self)
    defer { AUTHORITY_KEYID_free(identifier) }
    guard let key = identifier.pointee.keyid else { return nil }
    let bytes = bytes(of: key)
    return bytes.isEmpty ? nil : hexadecimal(bytes)
  }

  private static func subjectKeyIdentifier(of certificate: OpaquePointer) -> String? {
    guard let found = X509_get_ext_d2i(certificate, NID_subject_key_identifier, nil, nil) else { return nil }
    let key = found.assumingMemoryBound(to: ASN1_OCTET_STRING.self)
    defer { ASN1_OCTET_STRING_free(key) }
    let bytes = bytes(of: key)
    return bytes.isEmpty ? nil : hexadecimal(bytes)
  }

  /// nil for what has neither 4 nor 16 bytes.
  private static func addressText(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    let family: Int32
    switch bytes.count {
    case 4: family = AF_INET
    case 16: family = AF_INET6
    default: return nil
    }
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard inet_ntop(family, bytes.baseAddress, &text, socklen_t(text.count)) != nil else { return nil }
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private static func bytes(of string: UnsafePointer<ASN1_STRING>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: ASN1_STRING_get0_data(string), count: Int(max(ASN1_STRING_length(string), 0)))
  }

  private static func hexadecimal<Bytes: Collection<UInt8>>(_ bytes: Bytes) -> String {
    func digit(_ value: UInt8) -> UInt8 {
      value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
    return String(unsafeUninitializedCapacity: bytes.count * 2) { text in
      var end = 0
      for byte in bytes {
        text[end] = digit(byte >> 4)
        text[end + 1] = digit(byte & 15)
        end += 2
      }
      return end
    }
  }
}
