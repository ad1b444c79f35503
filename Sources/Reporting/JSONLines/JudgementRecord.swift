import Exposure

/// What a line of JSON Lines says beyond the observation, for readers with `jq`: everything here follows from
/// the observation and is not read back.
struct JudgementRecord: Encodable {
  var verdict: Verdict
  var posture: Posture
  var severity: Severity
  var findings: [Finding]
  var signs: [APIServerSign]
  var versionStatus: Int?
  var healthzStatus: Int?
  var healthzBody: String?
  var gitVersion: String?
  var gitCommit: String?
  var buildDate: String?
  var goVersion: String?
  var platform: String?
  var tlsVersion: TLSVersion?
  var certificateSubject: String?
  var certificateIssuer: String?
  var certificateNotAfter: String?
  var certificateNames: [String]?
  var clientCANames: [String]?
  var error: String?

  enum CodingKeys: String, CodingKey {
    case verdict
    case posture
    case severity
    case findings
    case signs
    case versionStatus = "version_status"
    case healthzStatus = "healthz_status"
    case healthzBody = "healthz_body"
    case gitVersion = "git_version"
    case gitCommit = "git_commit"
    case buildDate = "build_date"
    case goVersion = "go_version"
    case platform
    case tlsVersion = "tls_version"
    case certificateSubject = "certificate_subject"
    case certificateIssuer = "certificate_issuer"
    case certificateNotAfter = "certificate_not_after"
    case certificateNames = "certificate_names"
    case clientCANames = "client_ca_names"
    case error
  }

  init(_ observation: Observation, _ assessment: Assessment) {
    let healthz = observation.response(to: .healthz)
    let certificate = observation.tls?.certificate
    let failure = observation.failureSentence
    verdict = assessment.verdict
    posture = assessment.posture
    severity = assessment.severity
    findings = assessment.findings
    signs = assessment.signs
    versionStatus = observation.response(to: .version)?.status
    healthzStatus = healthz?.status
    healthzBody = healthz.map { TextSanitiser.cut($0.body, limit: CellLimit.body) }
    gitVersion = assessment.version?.gitVersion
    gitCommit = assessment.version?.gitCommit
    buildDate = assessment.version?.buildDate
    goVersion = assessment.version?.goVersion
    platform = assessment.version?.platform
    tlsVersion = observation.tls?.version
    certificateSubject = certificate?.subject
    certificateIssuer = certificate?.issuer
    certificateNotAfter = certificate?.notAfter.map(Timestamp.text)
    certificateNames = certificate?.names
    clientCANames = observation.tls?.clientCANames
    error = failure.isEmpty ? nil : TextSanitiser.cut(failure, limit: CellLimit.error)
  }
}
