import PortableFoundation

/// What knowledge says of the builds that a server says it is.
struct ReleaseJudgement: Sendable {
  /// What published vulnerabilities make of it.
  let known: VulnerabilityJudgement
  /// What is known of the minor release.
  let release: Release?
  /// What the vendor promises for the minor release, where the vendor is recognised and its calendar is known.
  let support: VendorSupport?

  private let distribution: RecognisedDistribution?
  private let scannedAt: Date

  /// Judges builds; nil if the version is not one of Kubernetes 1, as `v0.0.0-master+$Format:%H$` is.
  init?(
    _ version: KubernetesVersion, builtBy go: GoVersion? = nil, of distribution: RecognisedDistribution?,
    knowing knowledge: Knowledge, scannedAt: Date
  ) {
    guard version.release.major == 1 else { return nil }
    self.distribution = distribution
    self.scannedAt = scannedAt
    release = knowledge.release(version.release)
    support = distribution.flatMap { distribution in
      distribution.confidence > .low ? knowledge.support(of: version.release, by: distribution.id) : nil
    }
    known = knowledge.vulnerabilities(
      of: VulnerabilityJudgement.Subject(
        version: version, go: go, distribution: distribution?.id, confidence: distribution?.confidence,
        oldestSupported: knowledge.oldestSupported(at: scannedAt)))
  }

  /// When upstream's support of the minor ends or ended.
  var endOfLife: Date? { release?.endOfLife?.start }

  /// The findings that follow.
  var findings: [Finding] { [endOfLifeRelease, known.finding].compactMap { $0 } }
}

extension ReleaseJudgement {
  /// Support was over at the time of the scan: medium in the first year after the end, high after that. The calendar is
  /// the vendor's where it is known, because the vendor patches its builds, else upstream's. Support that is sold beyond
  /// the standard one makes it low while it lasts, for nobody sees from outside whether it was bought; the year counts
  /// from the last of these ends.
  private var endOfLifeRelease: Finding? {
    if let support, let name = distribution?.name { return ended(support, of: name) }
    guard let release else { return nil }
    guard let endOfLife = release.endOfLife else {
      return finding(.high, "\(release.minor), released \(release.released), long unsupported")
    }
    guard scannedAt >= endOfLife.end else { return nil }
    return finding(
      severity(after: endOfLife), "\(release.minor), upstream support ended \(endOfLife)\(unknown)")
  }

  /// That the vendor is known and its calendar is not.
  private var unknown: String {
    guard let distribution, distribution.confidence > .low else { return "" }
    return "; \(distribution.name) has no calendar that is known, so upstream's counts"
  }

  private func ended(_ support: VendorSupport, of name: String) -> Finding? {
    guard scannedAt >= support.standard.end else { return nil }
    let product = support.product.map { "\(name) \($0) (Kubernetes \(support.minor))" } ?? "\(support.minor)"
    let text = "\(product), by the calendar of \(name): support ended \(support.standard)"
    let upstream = release?.endOfLife.map { "; upstream's \($0)" } ?? ""
    guard let extended = support.extended else {
      return finding(severity(after: support.standard), text + upstream)
    }
    let about = support.estimated == true ? "about \(extended)" : "\(extended)"
    if scannedAt < extended.end {
      return finding(.low, "\(text), extended support lasts until \(about)\(upstream)")
    }
    return finding(
      severity(after: max(extended, support.standard)), "\(text), extended support \(about)\(upstream)")
  }

  /// A year, in seconds.
  private static let year: TimeInterval = 365 * 86_400

  private func severity(after end: CalendarDay) -> Severity {
    scannedAt < end.end + Self.year ? .medium : .high
  }

  private func finding(_ severity: Severity, _ text: String) -> Finding {
    Finding(id: .endOfLifeRelease, severity: severity, evidence: text)
  }
}
