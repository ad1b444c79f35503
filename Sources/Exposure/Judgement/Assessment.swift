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

  /// Makes an assessment.
  public init(
    verdict: Verdict, findings: [Finding] = [], signs: [APIServerSign] = [], version: VersionDocument? = nil
  ) {
    self.verdict = verdict
    self.findings = findings
    self.signs = signs
    self.version = version
  }

  /// The posture of the verdict.
  public var posture: Posture { verdict.posture }

  /// The highest severity among the verdict and the findings.
  public var severity: Severity {
    findings.reduce(verdict.severity) { max($0, $1.severity) }
  }
}

/// Judges an observation: the one way from facts to a verdict, its findings and their evidence.
///
/// Pure: the same observation always gives the same assessment, whatever the clock, the network or another
/// endpoint says.
public func assess(_ observation: Observation) -> Assessment {
  let evidence = Evidence(observation)
  let verdict = VerdictRules.verdict(on: evidence)
  return Assessment(
    verdict: verdict,
    findings: FindingRules.findings(on: evidence, verdict: verdict),
    signs: evidence.signs(for: verdict),
    version: evidence.versionDocument)
}
