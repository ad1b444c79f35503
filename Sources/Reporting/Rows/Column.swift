import Exposure
import Targets
import PortableFoundation

/// A column of the CSV, in the order of its cases. Header, row and documentation all come from this list.
/// Names are stable: a new column goes to the end.
public enum Column: String, Sendable, CaseIterable {
  /// When the first connection attempt began.
  case scannedAt = "scanned_at"
  /// What the user wrote.
  case target
  /// The labels behind the target, `key=value key=value`.
  case labels
  /// The address that was probed; empty where the name has none.
  case address
  /// The TCP port.
  case port
  /// The headline.
  case verdict
  /// What a review counts.
  case posture
  /// The highest severity among verdict and findings.
  case severity
  /// The identifiers of all findings.
  case findings
  /// The HTTP status of `/version`.
  case versionStatus = "version_status"
  /// The HTTP status of `/healthz`.
  case healthzStatus = "healthz_status"
  /// The beginning of the body of `/healthz`.
  case healthzBody = "healthz_body"
  /// The release that the server says it is.
  case gitVersion = "git_version"
  /// The commit it was built from.
  case gitCommit = "git_commit"
  /// When it was built.
  case buildDate = "build_date"
  /// The Go release that built it.
  case goVersion = "go_version"
  /// Operating system and architecture.
  case platform
  /// Whose distribution of Kubernetes it is.
  case distribution
  /// The day on which upstream's support of the minor release ends.
  case releaseEndOfLife = "release_end_of_life"
  /// The vulnerabilities known of the version.
  case cves
  /// When the process started.
  case serverStartedAt = "server_started_at"
  /// The negotiated TLS version.
  case tlsVersion = "tls_version"
  /// The subject of the serving certificate.
  case certificateSubject = "certificate_subject"
  /// The issuer of the serving certificate.
  case certificateIssuer = "certificate_issuer"
  /// The end of the serving certificate's validity.
  case certificateNotAfter = "certificate_not_after"
  /// The names and addresses in the serving certificate.
  case certificateNames = "certificate_names"
  /// The authorities whose client certificates the server accepts.
  case clientCANames = "client_ca_names"
  /// From the start of the connection to the last answer, in whole milliseconds.
  case latency = "latency_ms"
  /// Connections attempted.
  case attempts
  /// What went wrong on the way, one sentence.
  case error
  /// The component of a cluster that answered.
  case component
  /// Which cluster it is, by its own best sign.
  case clusterIdentifier = "cluster_id"
  /// The published controls that verdict and findings speak against.
  case controls
  /// Why the severity is what it is, one sentence.
  case reason
  /// What to do first, one sentence.
  case remedy
  /// How far the version can be compared with upstream's.
  case confidence
  /// What a policy accepts of it, until when and why.
  case accepted
  /// When the history knew it to answer for the first time.
  case firstSeen = "first_seen"
  /// Since when verdict and findings are what they are.
  case lastChanged = "last_changed"

  /// The name in the header.
  public var name: String { rawValue }
}

/// What stands in one cell, before any format writes it.
enum CellValue: Equatable {
  /// Not known, or not known yet: the empty cell.
  case unknown
  /// A number.
  case number(Int64)
  /// A time.
  case time(Date)
  /// An identifier, safe as it is.
  case word(String)
  /// An address.
  case address(IPAddress)
  /// Text from outside, at most `limit` scalars of which are shown.
  case text(String, limit: Int)
}

/// How much of a text from outside a cell shows, in Unicode scalars.
enum CellLimit {
  /// Names, versions, single facts.
  static let fact = 256
  /// The error sentence.
  static let error = 256
  /// A reason or a remedy.
  static let sentence = 512
  /// The body of `/healthz`: a whole list of checks fits.
  static let body = 512
  /// Lists: a spreadsheet takes 32,767 characters, a certificate with a hundred names needs about 4,000.
  static let list = 8192
}

extension Column {
  /// The value of this column for one endpoint.
  func value(_ observation: Observation, _ assessment: Assessment) -> CellValue {
    switch self {
    case .scannedAt: .time(observation.scannedAt)
    case .target: .text(observation.endpoint.target.text, limit: CellLimit.fact)
    case .labels: labels(observation.endpoint.target.labels)
    case .address: observation.endpoint.address.map { .address($0) } ?? .unknown
    case .port: .number(Int64(observation.endpoint.port))
    case .verdict: .word(assessment.verdict.rawValue)
    case .posture: .word(assessment.posture.rawValue)
    case .severity: .word(assessment.severity.rawValue)
    case .findings: list(assessment.findings.map(\.id.rawValue))
    case .versionStatus: status(of: .version, observation)
    case .healthzStatus: status(of: .healthz, observation)
    case .healthzBody: text(observation.response(to: .healthz)?.body, limit: CellLimit.body)
    case .gitVersion: text(assessment.version?.gitVersion)
    case .gitCommit: text(assessment.version?.gitCommit)
    case .buildDate: text(assessment.version?.buildDate)
    case .goVersion: text(assessment.version?.goVersion)
    case .platform: text(assessment.version?.platform)
    case .distribution: text(assessment.distribution?.id)
    case .releaseEndOfLife: assessment.releaseEndOfLife.map { .word(Timestamp.day($0)) } ?? .unknown
    case .cves: list(assessment.vulnerabilities)
    case .serverStartedAt: assessment.serverStartedAt.map { .time($0) } ?? .unknown
    case .tlsVersion: observation.tls?.version.map { .word($0.rawValue) } ?? .unknown
    case .certificateSubject: text(observation.tls?.certificate?.subject)
    case .certificateIssuer: text(observation.tls?.certificate?.issuer)
    case .certificateNotAfter: observation.tls?.certificate?.notAfter.map { .time($0) } ?? .unknown
    case .certificateNames: list(observation.tls?.certificate?.names ?? [])
    case .clientCANames: list(observation.tls?.clientCANames ?? [])
    case .latency: observation.latency.map { .number($0.wholeMilliseconds) } ?? .unknown
    case .attempts: .number(Int64(observation.attempts))
    case .error: text(observation.failureSentence, limit: CellLimit.error)
    case .component: assessment.component.map { .word($0.rawValue) } ?? .unknown
    case .clusterIdentifier:
      ClusterIdentifier.text(observation, assessment).map { .word($0) } ?? .unknown
    case .controls: list(assessment.controls.map(\.id))
    case .reason: text(SeverityReason.sentence(observation, assessment), limit: CellLimit.sentence)
    case .remedy: text(FirstRemedy.sentence(observation, assessment), limit: CellLimit.sentence)
    case .confidence: assessment.versionConfidence.map { .word($0.rawValue) } ?? .unknown
    case .accepted: text(AcceptanceText.text(assessment), limit: CellLimit.sentence)
    case .firstSeen: observation.seen.map { .time($0.firstSeen) } ?? .unknown
    case .lastChanged: observation.seen.map { .time($0.lastChanged) } ?? .unknown
    }
  }

  private func status(of path: ProbePath, _ observation: Observation) -> CellValue {
    observation.response(to: path).map { .number(Int64($0.status)) } ?? .unknown
  }

  private func text(_ text: String?, limit: Int = CellLimit.fact) -> CellValue {
    guard let text, !text.isEmpty else { return .unknown }
    return .text(text, limit: limit)
  }

  private func list(_ words: [String]) -> CellValue {
    words.isEmpty ? .unknown : .text(CellList.text(words, within: CellLimit.list), limit: CellLimit.list)
  }

  private func labels(_ labels: [Label]) -> CellValue {
    labels.isEmpty ? .unknown : list(labels.map(\.text))
  }
}

extension Label {
  /// The label as it was written, `key=value`.
  var text: String { "\(key)=\(value)" }
}

extension Duration {
  /// Milliseconds, the fraction dropped; bounded to what a signed 64-bit number holds.
  var wholeMilliseconds: Int64 {
    let (seconds, attoseconds) = components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    guard !overflow else { return seconds < 0 ? .min : .max }
    return scaled.addingReportingOverflow(attoseconds / 1_000_000_000_000_000).partialValue
  }
}
