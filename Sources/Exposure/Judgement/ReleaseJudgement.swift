#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What knowledge says of the version that a server says it is.
struct ReleaseJudgement: Sendable {
  private let version: KubernetesVersion
  private let distribution: RecognisedDistribution?
  private let knowledge: Knowledge
  private let scannedAt: Date
  private let release: Release?
  /// The vulnerabilities that apply, in the order of the knowledge: the worst first.
  let vulnerabilities: [Vulnerability]

  /// Judges a version; nil where it is none of Kubernetes 1, as `v0.0.0-master+$Format:%H$` is.
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
    vulnerabilities = knowledge.vulnerabilities.filter { Self.applies($0, to: version) }
  }

  /// When upstream's support of the minor ends or ended.
  var endOfLife: Date? { release?.endOfLife?.start }

  /// The findings that follow.
  var findings: [Finding] { [endOfLifeRelease, knownVulnerabilities].compactMap { $0 } }

  /// A patch that is not upstream's cannot be compared with upstream's: only what no release fixes is sure to apply.
  private static func applies(_ vulnerability: Vulnerability, to version: KubernetesVersion) -> Bool {
    guard let range = vulnerability.range(of: version) else { return false }
    return version.hasUpstreamPatch || range.fixedIn == nil
  }
}

extension ReleaseJudgement {
  /// Upstream's support was over at the time of the scan. A vendor that still supports the minor for every customer
  /// makes it no finding; support that is sold beyond that makes it a small one, for nobody sees from outside whether
  /// it was bought.
  private var endOfLifeRelease: Finding? {
    guard let release else { return nil }
    guard let endOfLife = release.endOfLife else {
      return finding(.high, "\(release.minor), released \(release.released), long unsupported")
    }
    guard scannedAt >= endOfLife.end else { return nil }
    let text = "\(release.minor), upstream support ended \(endOfLife)"
    guard let support = vendorSupport, let name = distribution?.name else { return finding(.high, text) }
    if scannedAt < support.standard.end { return nil }
    guard let extended = support.extended else {
      return finding(.high, "\(text); \(name) supported it until \(support.standard)")
    }
    if scannedAt < extended.end {
      return finding(
        .low, "\(text), that of \(name) \(support.standard); its extended support lasts until \(extended)")
    }
    return finding(.high, "\(text); \(name) supported it until \(extended), extended support included")
  }

  private var vendorSupport: VendorSupport? {
    guard let distribution, distribution.confidence > .low else { return nil }
    return knowledge.support(of: version.release, by: distribution.id)
  }

  private func finding(_ severity: Severity, _ text: String) -> Finding {
    Finding(id: .endOfLifeRelease, severity: severity, evidence: text)
  }
}

extension ReleaseJudgement {
  /// Published vulnerabilities apply. What no release fixes applies to every cluster there is: alone it says nothing of
  /// this version, and is no more than information.
  private var knownVulnerabilities: Finding? {
    guard !vulnerabilities.isEmpty else { return nil }
    let fixable = vulnerabilities.filter { $0.range(of: version)?.fixedIn != nil }
    let text = [origin, worst(of: fixable), cure(of: fixable), list].compactMap { $0 }.joined(separator: "; ")
    return Finding(
      id: .knownVulnerabilities, severity: severity(of: fixable),
      evidence: text.bounded(to: FindingRules.longestEvidence))
  }

  private func severity(of fixable: [Vulnerability]) -> Severity {
    let scored = fixable.compactMap(\.cvss).max().map(Severity.init(cvss:)) ?? .info
    // What has no score is not harmless: those in the knowledge are floods that need no credentials.
    return fixable.contains { $0.cvss == nil } ? max(scored, .medium) : scored
  }

  private var origin: String? {
    if !version.hasUpstreamPatch {
      return "\(version) has a patch of its vendor's own: only what no release fixes is listed"
    }
    guard version.isVendorBuild || distribution?.isManaged(in: knowledge) == true else { return nil }
    return
      "by upstream version \(version.upstreamText), low confidence: the vendor may have fixed some in this build"
  }

  private func worst(of fixable: [Vulnerability]) -> String? {
    if fixable.isEmpty { return "no release fixes these" }
    return fixable.compactMap(\.cvss).max().map { "worst CVSS \($0)" }
  }

  /// The first patch of the minor that has all of its fixes, and, where the minor did not get all, the first release
  /// after it that has.
  private func cure(of fixable: [Vulnerability]) -> String? {
    guard !fixable.isEmpty else { return nil }
    let inMinor = fixed(of: fixable) { $0.release == version.release }
    let anywhere = fixed(of: fixable) { _ in true }
    guard let anywhere else { return nil }
    guard anywhere.release != version.release else { return "fixed in \(anywhere.upstreamText)" }
    guard let inMinor else { return "not fixed in any \(version.release), but in \(anywhere.upstreamText)" }
    return "partly fixed in \(inMinor.upstreamText), all of them in \(anywhere.upstreamText)"
  }

  /// The first version from which on none of these applies, going from fix to fix among those that are admitted.
  private func fixed(
    of vulnerabilities: [Vulnerability], where admits: (KubernetesVersion) -> Bool
  ) -> KubernetesVersion? {
    var reached: KubernetesVersion?
    // Each round goes up to a later fix, and there are finitely many of them.
    while let next = vulnerabilities.compactMap({ $0.range(of: reached ?? version)?.fixedIn })
      .filter(admits).max(), next > reached ?? version
    {
      reached = next
    }
    return reached
  }

  private var list: String {
    vulnerabilities.map { vulnerability in
      let score = vulnerability.cvss.map { " \($0)" } ?? ""
      let component = vulnerability.component == "kube-apiserver" ? "" : " in \(vulnerability.component)"
      let unfixed = vulnerability.range(of: version)?.fixedIn == nil ? " unfixed" : ""
      return vulnerability.id + score + unfixed + component
    }.joined(separator: ", ")
  }
}

extension RecognisedDistribution {
  fileprivate func isManaged(in knowledge: Knowledge) -> Bool {
    confidence > .low && knowledge.distribution(id)?.managed == true
  }
}
