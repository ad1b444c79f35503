/// A column of Shadowserver's report `scan_kubernetes`, "Accessible Kubernetes API Server", in its order and under its
/// name.
///
/// Source: The Shadowserver Foundation, report_schema, `reports.json`
/// (https://github.com/The-Shadowserver-Foundation/report_schema); values in the form of IntelMQ's sample
/// `intelmq/tests/bots/parsers/shadowserver/testdata/scan_kubernetes.csv`.
enum ShadowserverField: String, CaseIterable {
  case timestamp, severity, ip
  case transport = "protocol"
  case port, hostname, tag, asn, geo, region, city, naics
  case hostnameSource = "hostname_source"
  case sector, version, http
  case httpCode = "http_code"
  case httpReason = "http_reason"
  case contentType = "content_type"
  case server, date, major, minor
  case gitVersion = "git_version"
  case gitCommit = "git_commit"
  case gitTreeState = "git_tree_state"
  case buildDate = "build_date"
  case goVersion = "go_version"
  case compiler, platform, handshake
  case cipherSuite = "cipher_suite"
  case certificateLength = "cert_length"
  case subjectCommonName = "subject_common_name"
  case issuerCommonName = "issuer_common_name"
  case certificateIssueDate = "cert_issue_date"
  case certificateExpirationDate = "cert_expiration_date"
  case sha1Fingerprint = "sha1_fingerprint"
  case certificateSerialNumber = "cert_serial_number"
  case sslVersion = "ssl_version"
  case signatureAlgorithm = "signature_algorithm"
  case keyAlgorithm = "key_algorithm"
  case subjectOrganization = "subject_organization_name"
  case subjectUnit = "subject_organization_unit_name"
  case subjectCountry = "subject_country"
  case subjectState = "subject_state_or_province_name"
  case subjectLocality = "subject_locality_name"
  case subjectStreet = "subject_street_address"
  case subjectPostalCode = "subject_postal_code"
  case subjectSurname = "subject_surname"
  case subjectGivenName = "subject_given_name"
  case subjectEmail = "subject_email_address"
  case subjectCategory = "subject_business_category"
  case subjectSerialNumber = "subject_serial_number"
  case issuerOrganization = "issuer_organization_name"
  case issuerUnit = "issuer_organization_unit_name"
  case issuerCountry = "issuer_country"
  case issuerState = "issuer_state_or_province_name"
  case issuerLocality = "issuer_locality_name"
  case issuerStreet = "issuer_street_address"
  case issuerPostalCode = "issuer_postal_code"
  case issuerSurname = "issuer_surname"
  case issuerGivenName = "issuer_given_name"
  case issuerEmail = "issuer_email_address"
  case issuerCategory = "issuer_business_category"
  case issuerSerialNumber = "issuer_serial_number"
  case sha256Fingerprint = "sha256_fingerprint"
  case sha512Fingerprint = "sha512_fingerprint"
  case md5Fingerprint = "md5_fingerprint"
  case certificateValid = "cert_valid"
  case selfSigned = "self_signed"
  case certificateExpired = "cert_expired"
  case validationLevel = "validation_level"
  case browserTrusted = "browser_trusted"
  case browserError = "browser_error"
  case rawCertificate = "raw_cert"
  case rawCertificateChain = "raw_cert_chain"

  /// The name in the header.
  var name: String { rawValue }
}
