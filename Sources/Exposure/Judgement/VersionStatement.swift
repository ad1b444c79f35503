public import PortableFoundation

/// What would be said of a server that tells this version, without one being asked.
public struct VersionStatement: Sendable {
  /// The version.
  public let version: KubernetesVersion
  /// The release of Go that built it, where it was given.
  public let go: GoVersion?
  /// Whose build it is, where the version shows it.
  public let distribution: RecognisedDistribution?
  /// What is known of the minor release.
  public let release: Release?
  /// What the vendor promises for it, where the vendor is recognised and its calendar is known.
  public let support: VendorSupport?
  /// The findings that the version alone gives.
  public let findings: [Finding]
  /// The vulnerabilities that apply, the worst first.
  public let applied: [AppliedVulnerability]
  /// That the version is younger than the knowledge, as a sentence; nil where it is not.
  public let gap: String?

  /// Judges a version; nil if it is not one of Kubernetes 1.
  /// - Parameter time: When the server would be scanned: support ends on a day.
  public init?(
    of version: KubernetesVersion, builtBy go: GoVersion? = nil, at time: Date, knowing knowledge: Knowledge
  ) {
    let distribution = DistributionRules.recognise(version, at: time, among: knowledge.distributions)
    guard
      let judgement = ReleaseJudgement(
        version, builtBy: go, of: distribution, knowing: knowledge, scannedAt: time)
    else { return nil }
    self.version = version
    self.go = go
    self.distribution = distribution
    release = judgement.release
    support = judgement.support
    findings = FindingRules.sorted(judgement.findings)
    applied = judgement.known.applied
    gap = judgement.known.gap
  }
}
