internal import COpenSSL
import NIOOpenSSL
import PortableFoundation

/// What a new certificate (X.509 v3, RFC 5280) will say.
struct CertificateTemplate {
  enum Purpose {
    case authority
    case server
  }

  struct Issuer {
    var certificate: Certificate
    var key: PrivateKey
  }

  var subject: CertificateName
  var names: [String]
  var addresses: [String]
  var validity: ClosedRange<Date>
  var purpose: Purpose

  /// Makes the certificate; signed with its own key where there is no issuer.
  func sign(publicKeyOf key: PrivateKey, by issuer: Issuer?) throws -> Certificate {
    LibraryFailure.clear()
    guard let raw = X509_new() else { throw failure("making a certificate") }
    let certificate = Certificate(owning: raw)
    guard X509_set_version(raw, Int(X509_VERSION_3)) == 1,
      ASN1_INTEGER_set_uint64(X509_get_serialNumber(raw), .random(in: 1...UInt64(Int64.max))) == 1,
      X509_set_pubkey(raw, key.raw) == 1
    else { throw failure("writing serial number and key") }
    try writeNames(into: raw, issuer: issuer)
    try writeValidity(into: raw)
    try writeExtensions(into: raw, issuer: issuer?.certificate.raw ?? raw)
    guard X509_sign(raw, (issuer?.key ?? key).raw, EVP_sha256()) > 0 else { throw failure("signing") }
    return certificate
  }

  private func writeNames(into raw: OpaquePointer, issuer: Issuer?) throws {
    let name = try subject.makeName()
    defer { X509_NAME_free(name) }
    let issuerName = issuer.flatMap { X509_get_subject_name($0.certificate.raw) } ?? name
    guard X509_set_subject_name(raw, name) == 1, X509_set_issuer_name(raw, issuerName) == 1 else {
      throw failure("writing subject and issuer")
    }
  }

  private func writeValidity(into raw: OpaquePointer) throws {
    for (date, field) in [
      (validity.lowerBound, X509_getm_notBefore(raw)), (validity.upperBound, X509_getm_notAfter(raw)),
    ] {
      guard let seconds = Int(exactly: date.timeIntervalSince1970.rounded(.down)),
        ASN1_TIME_set(field, seconds) != nil
      else { throw failure("writing the date \(date.timeIntervalSince1970)") }
    }
  }

  private func writeExtensions(into raw: OpaquePointer, issuer: OpaquePointer) throws {
    var context = X509V3_CTX()
    X509V3_set_ctx(&context, issuer, raw, nil, nil, 0)
    for (kind, value) in extensions(selfSigned: issuer == raw) {
      guard let made = X509V3_EXT_nconf_nid(nil, &context, kind, value) else {
        throw failure("writing \(value)")
      }
      defer { X509_EXTENSION_free(made) }
      guard X509_add_ext(raw, made, -1) == 1 else { throw failure("writing \(value)") }
    }
    try writeAlternativeNames(into: raw)
  }

  private func extensions(selfSigned: Bool) -> [(Int32, String)] {
    let keyIdentifiers =
      [(NID_subject_key_identifier, "hash")]
      + (selfSigned ? [] : [(NID_authority_key_identifier, "keyid:always")])
    switch purpose {
    case .authority:
      return [
        (NID_basic_constraints, "critical,CA:TRUE"),
        (NID_key_usage, "critical,digitalSignature,keyEncipherment,keyCertSign"),
      ] + keyIdentifiers
    case .server:
      return [
        (NID_basic_constraints, "critical,CA:FALSE"),
        (NID_key_usage, "critical,digitalSignature,keyEncipherment"),
        (NID_ext_key_usage, "serverAuth"),
      ] + keyIdentifiers
    }
  }

  private func writeAlternativeNames(into raw: OpaquePointer) throws {
    let all = names.map { (GEN_DNS, $0) } + addresses.map { (GEN_IPADD, $0) }
    guard !all.isEmpty else { return }
    guard let stack = GENERAL_NAMES_new() else { throw failure("writing names") }
    defer { GENERAL_NAMES_free(stack) }
    for (kind, value) in all {
      guard let name = a2i_GENERAL_NAME(nil, nil, nil, kind, value, 0) else {
        throw failure("writing the name \"\(value)\"")
      }
      guard COpenSSL_general_name_push(stack, name) > 0 else {
        GENERAL_NAME_free(name)
        throw failure("writing the name \"\(value)\"")
      }
    }
    guard X509_add1_ext_i2d(raw, NID_subject_alt_name, UnsafeMutableRawPointer(stack), 0, 0) == 1 else {
      throw failure("writing names")
    }
  }

  private func failure(_ step: String) -> CertificateError {
    CertificateError(step: step, reason: LibraryFailure.takeReason())
  }
}
