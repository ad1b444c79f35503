import PortableFoundation

/// What apiexpose says of an endpoint: made from one observation by pure rules, `assess(_:)`.
public struct Assessment: Sendable, Hashable {
  /// The headline.
  public var verdict: Verdict
  /// All that was noticed, the worst first.
  public var findings: [Finding]
  /// What shows that a kube-apiserver answered; empty when nothing does.
  public var signs: [APIServerSign]
  /// The version document of `/version`, when a stranger could read it.
  public var version: VersionDocument?
  /// Whose distribution or managed service it is, where something shows it.
  public var distribution: RecognisedDistribution?
  /// When upstream support of the minor release ends or ended; nil where the release is not known.
  public var releaseEndOfLife: Date?
  /// What the vendor promises for the minor release; nil where the vendor is not sure or its calendar not known, and
  /// upstream's counts.
  public var vendorSupport: VendorSupport?
  /// The identifiers of the published vulnerabilities that apply to the version, the worst first.
  public var vulnerabilities: [String]
  /// That the version is younger than the knowledge, so that flaws found since are not among `vulnerabilities`, as a
  /// sentence; nil where it is not.
  public var knowledgeGap: String?
  /// When the process started, to the second, where the server tells it.
  public var serverStartedAt: Date?
  /// The component that answered; nil where nothing names it.
  public var component: Component?
  /// The vulnerability that decides how bad the version is; nil where none does.
  public var worstVulnerability: WorstVulnerability?
  /// The release of Kubernetes to upgrade to for the vulnerabilities; nil where none is known.
  public var vulnerabilityCure: VulnerabilityCure?
  /// How far the version can be compared with upstream's; nil where it is not known.
  public var versionConfidence: VersionConfidence?
  /// Whether the endpoint is exposed at an address that the internet can reach, no private one and not this machine.
  public var isExposedToInternet: Bool
  /// What a policy says of it; nil where there is none, or where it says nothing.
  public var policy: PolicyOutcome?

  /// Makes an assessment.
  public init(
    verdict: Verdict, findings: [Finding] = [], signs: [APIServerSign] = [], version: VersionDocument? = nil,
    distribution: RecognisedDistribution? = nil, releaseEndOfLife: Date? = nil,
    vulnerabilities: [String] = [], knowledgeGap: String? = nil, serverStartedAt: Date? = nil,
    component: Component? = nil, worstVulnerability: WorstVulnerability? = nil,
    versionConfidence: VersionConfidence? = nil, isExposedToInternet: Bool = false,
    vendorSupport: VendorSupport? = nil, vulnerabilityCure: VulnerabilityCure? = nil
  ) {
    self.verdict = verdict
    self.findings = findings
    self.signs = signs
    self.version = version
    self.distribution = distribution
    self.releaseEndOfLife = releaseEndOfLife
    self.vendorSupport = vendorSupport
    self.vulnerabilities = vulnerabilities
    self.knowledgeGap = knowledgeGap
    self.serverStartedAt = serverStartedAt
    self.component = component
    self.worstVulnerability = worstVulnerability
    self.vulnerabilityCure = vulnerabilityCure
    self.versionConfidence = versionConfidence
    self.isExposedToInternet = isExposedToInternet
  }

  /// The posture of the verdict.
  public var posture: Posture { verdict.posture }

  /// The highest severity among the verdict and the findings. How bad it is that strangers get into a component other than
  /// the API server depends on the component: there, the finding about it decides in the verdict's place.
  public var severity: Severity {
    let isWeighed = findings.contains { $0.id.weighsComponent }
    return findings.reduce(isWeighed ? .none : verdictSeverity) { max($0, $1.severity) }
  }
}

/// Judges an observation: the one way from facts to a verdict, its findings and their evidence.
///
/// Pure: the same observation and the same knowledge always give the same assessment, whatever the clock, the network
/// or another endpoint says. The verdict rests on the observation alone.
public func assess(_ observation: Observation, knowing knowledge: Knowledge = .builtIn) -> Assessment {
  assess(observation, read: nil, knowing: knowledge)
}

/// The same with `reading`, what the observation means, where that was read before.
func assess(
  _ observation: Observation, read reading: EndpointReading?, knowing knowledge: Knowledge
) -> Assessment {
  let evidence = Evidence(observation, read: reading)
  let verdict = VerdictRules.verdict(on: evidence)
  let document = evidence.versionDocument
  let version = document?.kubernetesVersion
  let distribution =
    verdict.mayConcernAnAPIServer
    ? DistributionRules.recognise(observation, version: version, among: knowledge.distributions) : nil
  let release = version.flatMap {
    ReleaseJudgement(
      $0, builtBy: document?.goVersion.flatMap(GoVersion.init), of: distribution, knowing: knowledge,
      scannedAt: observation.scannedAt)
  }
  return Assessment(
    verdict: verdict,
    findings: FindingRules.sorted(
      FindingRules.findings(on: evidence, verdict: verdict) + (release?.findings ?? [])),
    signs: evidence.signs(for: verdict),
    version: document,
    distribution: distribution,
    releaseEndOfLife: release?.endOfLife,
    vulnerabilities: release?.known.identifiers ?? [],
    knowledgeGap: release?.known.gap,
    serverStartedAt: evidence.loopback?.startedAt,
    component: evidence.component,
    worstVulnerability: release?.known.worst,
    versionConfidence: release.flatMap { _ in
      version.map { VersionConfidence($0, builtBy: distribution, knowing: knowledge) }
    },
    isExposedToInternet: verdict.posture == .exposed
      && observation.endpoint.address.map(InternalNames.isReachableFromOutside) ?? false,
    vendorSupport: release?.support, vulnerabilityCure: release?.known.cure)
}
