import PortableFoundation

/// What knowledge says of the version that a server says it is.
struct ReleaseJudgement: Sendable {
  private let version: KubernetesVersion
  private let distribution: RecognisedDistribution?
  private let knowledge: Knowledge
  private let scannedAt: Date
  private let release: Release?
  private let known: VulnerabilityJudgement

  /// Judges a version; nil if it is not a version of Kubernetes 1, as `v0.0.0-master+$Format:%H$` is.
  init?(
    _ version: KubernetesVersion, of distribution: RecognisedDistribution?, knowing knowledge: Knowledge,
    scannedAt: Date
  ) {
    guard version.release.major == 1 else { return nil }
    self.version = version
    self.distribution = distribution
    self.knowledge = knowledge
    self.scannedAt = scannedAt
    release = knowledge.release(version.release)
    known = knowledge.vulnerabilities(of: version, builtBy: distribution)
  }

  /// When upstream's support of the minor ends or ended.
  var endOfLife: Date? { release?.endOfLife?.start }

  /// The vulnerabilities that apply, in the order of the knowledge: the worst first.
  var vulnerabilities: [String] { known.identifiers }

  /// The vulnerability that decides how bad the version is; nil where none does.
  var worstVulnerability: WorstVulnerability? { known.worst }

  /// How far the version can be compared with upstream's.
  var confidence: VersionConfidence {
    VersionConfidence(version, builtBy: distribution, knowing: knowledge)
  }

  /// The findings that follow.
  var findings: [Finding] { [endOfLifeRelease, known.finding].compactMap { $0 } }
}

extension ReleaseJudgement {
  /// Upstream's support was over at the time of the scan: medium in the first year after it, high after that. A vendor
  /// that still supports the minor for every customer makes it no finding; support that is sold beyond that makes it a
  /// low one, for nobody sees from outside whether it was bought. The year counts from the last of these ends.
  private var endOfLifeRelease: Finding? {
    guard let release else { return nil }
    guard let endOfLife = release.endOfLife else {
      return finding(.high, "\(release.minor), released \(release.released), long unsupported")
    }
    guard scannedAt >= endOfLife.end else { return nil }
    let text = "\(release.minor), upstream support ended \(endOfLife)"
    guard let support = vendorSupport, let name = distribution?.name else {
      return finding(severity(after: endOfLife), text)
    }
    if scannedAt < support.standard.end { return nil }
    guard let extended = support.extended else {
      return finding(
        severity(after: max(endOfLife, support.standard)),
        "\(text); \(name) supported it until \(support.standard)")
    }
    if scannedAt < extended.end {
      return finding(
        .low, "\(text), that of \(name) \(support.standard); its extended support lasts until \(extended)")
    }
    return finding(
      severity(after: max(endOfLife, extended)),
      "\(text); \(name) supported it until \(extended), extended support included")
  }

  /// A year, in seconds.
  private static let year: TimeInterval = 365 * 86_400

  private func severity(after end: CalendarDay) -> Severity {
    scannedAt < end.end + Self.year ? .medium : .high
  }

  private var vendorSupport: VendorSupport? {
    guard let distribution, distribution.confidence > .low else { return nil }
    return knowledge.support(of: version.release, by: distribution.id)
  }

  private func finding(_ severity: Severity, _ text: String) -> Finding {
    Finding(id: .endOfLifeRelease, severity: severity, evidence: text)
  }
}
