import Exposure
import Targets
import PortableFoundation

/// An endpoint as Shadowserver's report tells of it. What apiexpose does not know is empty, and nothing is concluded that
/// it does not verify.
struct ShadowserverEntry {
  private let observation: Observation
  private let assessment: Assessment
  private let address: IPAddress
  private let answer: Response?
  /// The version document (`version.Info`, k8s.io/apimachinery/pkg/version/types.go); nil where the answer is none.
  private let document: JSONDocument?
  private let subject: DistinguishedName
  private let issuer: DistinguishedName

  /// The entry of an endpoint; nil where the report would not hold it: it holds API servers that tell strangers their
  /// version or more.
  init?(_ observation: Observation, _ assessment: Assessment) {
    guard assessment.posture == .exposed, assessment.isOfAPIServer, let address = observation.endpoint.address
    else { return nil }
    self.observation = observation
    self.assessment = assessment
    self.address = address
    let answer = observation.response(to: .version)
    self.answer = answer
    document = answer?.body.jsonObject
    subject = DistinguishedName(observation.tls?.certificate?.subject ?? "")
    issuer = DistinguishedName(observation.tls?.certificate?.issuer ?? "")
  }

  /// The value of a column.
  func value(_ field: ShadowserverField) -> CellValue {
    switch field {
    case .timestamp: time(observation.scannedAt)
    case .severity: .word(assessment.severity.rawValue)
    case .ip: .address(address)
    case .transport: .word("tcp")
    case .port: .number(Int64(observation.endpoint.port))
    case .hostname: text(observation.endpoint.target.serverName)
    case .tag: .word("kubernetes")
    case .httpCode: answer.map { .number(Int64($0.status)) } ?? .unknown
    case .contentType: text(answer?.header("Content-Type"))
    case .server: text(answer?.header("Server"))
    case .date: text(answer?.header("Date"))
    case .major: text(document?.text(of: "major"))
    case .minor: text(document?.text(of: "minor"))
    case .gitVersion: text(assessment.version?.gitVersion)
    case .gitCommit: text(assessment.version?.gitCommit)
    case .gitTreeState: text(document?.text(of: "gitTreeState"))
    case .buildDate: text(assessment.version?.buildDate)
    case .goVersion: text(assessment.version?.goVersion)
    case .compiler: text(document?.text(of: "compiler"))
    case .platform: text(assessment.version?.platform)
    case .handshake: observation.tls?.version.map { .word($0.rawValue) } ?? .unknown
    case .cipherSuite: text(observation.tls?.cipher.map(CipherSuiteName.registered))
    case .certificateIssueDate: certificate?.notBefore.map(time) ?? .unknown
    case .certificateExpirationDate: certificate?.notAfter.map(time) ?? .unknown
    case .certificateSerialNumber: text(certificate?.serial.uppercased())
    case .sha256Fingerprint: text(certificate.map { Self.pairs($0.fingerprint) })
    case .certificateExpired:
      certificate?.notAfter.map { .word($0 < observation.scannedAt ? "Y" : "N") } ?? .unknown
    case .subjectCommonName, .subjectOrganization, .subjectUnit, .subjectCountry, .subjectState,
      .subjectLocality,
      .subjectStreet, .subjectPostalCode, .subjectSurname, .subjectGivenName, .subjectEmail, .subjectCategory,
      .subjectSerialNumber:
      text(field.attribute.flatMap(subject.value))
    case .issuerCommonName, .issuerOrganization, .issuerUnit, .issuerCountry, .issuerState, .issuerLocality,
      .issuerStreet, .issuerPostalCode, .issuerSurname, .issuerGivenName, .issuerEmail, .issuerCategory,
      .issuerSerialNumber:
      text(field.attribute.flatMap(issuer.value))
    case .asn, .geo, .region, .city, .naics, .hostnameSource, .sector, .version, .http, .httpReason,
      .certificateLength, .sha1Fingerprint, .sslVersion, .signatureAlgorithm, .keyAlgorithm,
      .sha512Fingerprint,
      .md5Fingerprint, .certificateValid, .selfSigned, .validationLevel, .browserTrusted, .browserError,
      .rawCertificate, .rawCertificateChain:
      .unknown
    }
  }

  private var certificate: CertificateFacts? { observation.tls?.certificate }

  private func text(_ text: String?) -> CellValue {
    guard let text, !text.isEmpty else { return .unknown }
    return .text(text, limit: CellLimit.fact)
  }

  /// `2026-11-23 22:04:55`, in UTC.
  private func time(_ date: Date) -> CellValue {
    .word(String(Timestamp.text(date).dropLast()).replacing("T", with: " "))
  }

  /// `E1:D1:6E`, of `e1d16e`.
  private static func pairs(_ hexadecimal: String) -> String {
    let digits = Array(hexadecimal.uppercased().utf8)
    return stride(from: 0, to: digits.count, by: 2)
      .map { String(decoding: digits[$0..<min($0 + 2, digits.count)], as: UTF8.self) }
      .joined(separator: ":")
  }
}

extension ShadowserverField {
  /// The type of the attribute of a distinguished name, as OpenSSL writes it (RFC 4514 §3), in upper case.
  fileprivate var attribute: String? {
    switch self {
    case .subjectCommonName, .issuerCommonName: "CN"
    case .subjectOrganization, .issuerOrganization: "O"
    case .subjectUnit, .issuerUnit: "OU"
    case .subjectCountry, .issuerCountry: "C"
    case .subjectState, .issuerState: "ST"
    case .subjectLocality, .issuerLocality: "L"
    case .subjectStreet, .issuerStreet: "STREET"
    case .subjectPostalCode, .issuerPostalCode: "POSTALCODE"
    case .subjectSurname, .issuerSurname: "SN"
    case .subjectGivenName, .issuerGivenName: "GN"
    case .subjectEmail, .issuerEmail: "EMAILADDRESS"
    case .subjectCategory, .issuerCategory: "BUSINESSCATEGORY"
    case .subjectSerialNumber, .issuerSerialNumber: "SERIALNUMBER"
    default: nil
    }
  }
}

extension Assessment {
  /// Whether a kube-apiserver answered, as far as anything shows.
  var isOfAPIServer: Bool { component == .kubeAPIServer || component == nil && !signs.isEmpty }
}
