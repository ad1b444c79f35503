import Exposure
import Foundation
import Testing

@testable import Reporting

@Suite("Reasons")
struct SeverityReasonTests {
  static let verdicts: [(Verdict, String)] = [
    (.anonymousAccess, "Critical: anyone can list resources without credentials."),
    (
      .insecurePort,
      "Critical: anyone can do everything over plain HTTP, for this port knows neither authentication nor authorization."
    ),
    (.versionLeak, "Medium: anyone can read the version without credentials."),
    (.healthOnly, "Info: anyone can read the health, and nothing else."),
    (.forbidden, "Info: anonymous requests are let in, and only authorization refuses them."),
    (.lockedDown, "No finding: requests without credentials are refused with 401."),
    (.clientCertificateRequired, "No finding: TLS refuses clients without a certificate."),
    (.inconclusive, "Info: no answer decides what strangers can read."),
    (.notKubernetes, "No finding: what answers is not a Kubernetes API server."),
    (.plainHTTP, "No finding: what answers, in plain HTTP, is not a Kubernetes API server."),
    (.tlsFailed, "No finding: no TLS session came about, so nothing was read."),
    (.closed, "No finding: the connection was refused."),
    (.filtered, "No finding: nothing answered the connection attempt."),
    (.unreachable, "No finding: the network has no way to the address."),
    (.unresolved, "No finding: the name has no address."),
    (.failed, "No finding: the scanner could not try, so nothing is known."),
  ]

  @Test("a vulnerability that is known to be exploited, or is Go's, is said to be")
  func ofGo() {
    var assessment = Assessment.reviewed([(.knownVulnerabilities, .high)])
    assessment.versionConfidence = .vendorBuild
    assessment.worstVulnerability = WorstVulnerability(
      id: "CVE-2023-39325", cvss: 7.5, needsCredentials: false, isExploited: true, isByGo: true)
    #expect(
      SeverityReason.sentence(.reviewed, assessment)
        == "High: CVE-2023-39325 (CVSS 7.5, known to be exploited) applies to the Go that built it and needs no credentials."
    )
    #expect(
      FirstRemedy.sentence(.reviewed, assessment)
        == "Upgrade to a build by a release of Go that fixes CVE-2023-39325.")
  }

  @Test("the end of support is the vendor's where its calendar is known")
  func ofVendor() {
    var assessment = Assessment.reviewed([(.endOfLifeRelease, .low)])
    assessment.distribution = RecognisedDistribution(
      id: "eks", name: "Amazon EKS", confidence: .high, evidence: [])
    assessment.vendorSupport = Knowledge.builtIn.support(of: MinorRelease(1, 31), by: "eks")
    #expect(
      SeverityReason.sentence(.reviewed, assessment)
        == "Low: Amazon EKS supported 1.31 until 2025-11-26, and longer only where that was bought.")
  }

  @Test("each verdict gives its reason", arguments: verdicts)
  func ofVerdict(_ verdict: Verdict, _ expected: String) {
    #expect(SeverityReason.sentence(.sample(), Assessment(verdict: verdict)) == expected)
  }

  static let findings: [(FindingID, Severity, String)] = [
    (.anonymousVersion, .medium, "Medium: anyone can read the version without credentials."),
    (.anonymousHealth, .low, "Low: anyone can read the health."),
    (.healthDetails, .low, "Low: anyone can read the list of its health checks."),
    (.anonymousResources, .critical, "Critical: anyone can list secrets and pods without credentials."),
    (.clusterInfo, .low, "Low: anyone can read kubeadm's cluster-info."),
    (.insecurePort, .critical, "Critical: anyone can do everything over plain HTTP."),
    (.endOfLifeRelease, .high, "High: 1.31 has been past upstream's end of life since 2025-10-28."),
    (
      .endOfLifeRelease, .low,
      "Low: 1.31 has been past upstream's end of life since 2025-10-28, and its vendor supports it only where that was bought."
    ),
    (
      .knownVulnerabilities, .high,
      "High: CVE-2023-44487 (CVSS 7.5) applies to its version and needs no credentials."
    ),
    (.internalNames, .info, "Info: its certificate reveals private addresses or internal names."),
    (.startTime, .info, "Info: it reveals when its process started."),
    (.recentRestart, .low, "Low: it started less than 15 minutes before the scan."),
    (
      .recentRestart, .medium,
      "Medium: it started less than 15 minutes before the scan and refuses its health to probes without credentials."
    ),
    (.certificateExpired, .medium, "Medium: its certificate has been invalid since 2026-11-01."),
    (.certificateExpiring, .low, "Low: its certificate ends on 2026-11-01."),
    (.weakTLS, .medium, "Medium: it negotiated TLSv1.1."),
    (.inconsistentControlPlane, .medium, "Medium: the addresses of its name differ in verdict or version."),
    (
      .kubeletAnonymous, .critical, "Critical: anyone can list the kubelet's pods, and run commands in them."
    ),
    (.kubeletReadOnlyPort, .high, "High: anyone can read the pods of the node over plain HTTP."),
    (
      .etcdOpen, .critical,
      "Critical: etcd, which holds every object of the cluster, lets clients in without a certificate."
    ),
    (.ignitionOpen, .high, "High: anyone can fetch the Ignition configuration of a worker."),
    (
      .kubectlProxy, .critical,
      "Critical: requests from strangers reach the API server with somebody else's credentials."
    ),
    (.componentMetrics, .medium, "Medium: anyone can read its metrics or its configuration."),
    (.plaintextHTTP, .high, "High: it answers over plain HTTP, where what its clients send can be read."),
    (
      .unexpectedPosture, .medium,
      "Medium: it is not as the policy expects: expected locked_down, found version_leak."
    ),
  ]

  @Test("each finding gives its reason, from the facts of the row", arguments: findings)
  func ofFinding(_ finding: FindingID, _ severity: Severity, _ expected: String) {
    #expect(SeverityReason.sentence(.reviewed, .reviewed([(finding, severity)])) == expected)
  }

  @Test("the table of findings is complete")
  func complete() {
    #expect(Set(Self.findings.map(\.0)) == Set(FindingID.allCases))
    #expect(Set(Self.verdicts.map(\.0)) == Set(Verdict.allCases))
  }

  @Test("what is less bad than the row is not named, and what says the same only once")
  func worstOnly() {
    let assessment = Assessment.reviewed(
      verdict: .versionLeak,
      [
        (.endOfLifeRelease, .high), (.knownVulnerabilities, .high), (.anonymousVersion, .medium),
        (.startTime, .info),
      ])
    #expect(
      SeverityReason.sentence(.reviewed, assessment)
        == "High: 1.31 has been past upstream's end of life since 2025-10-28; CVE-2023-44487 (CVSS 7.5) applies to its "
        + "version and needs no credentials.")
    let leak = Assessment.reviewed(
      verdict: .versionLeak, [(.anonymousVersion, .medium), (.weakTLS, .medium)])
    #expect(
      SeverityReason.sentence(.reviewed, leak)
        == "Medium: anyone can read the version (v1.31.4) without credentials; it negotiated TLSv1.1.")
  }

  @Test("more than three causes are counted")
  func many() {
    let assessment = Assessment.reviewed([
      (.anonymousVersion, .medium), (.certificateExpired, .medium), (.inconsistentControlPlane, .medium),
      (.recentRestart, .medium), (.weakTLS, .medium),
    ])
    #expect(SeverityReason.sentence(.reviewed, assessment).hasSuffix("; and 2 more findings."))
  }

  @Test(
    "what strangers can list or read is named, up to four names",
    arguments: [
      (["/api/v1/secrets"], "anyone can list secrets without credentials"),
      (
        ["/api/v1/nodes", "/api/v1/pods", "/api/v1/secrets"],
        "anyone can list nodes, pods and secrets without credentials"
      ),
      (
        [
          "/api/v1/namespaces", "/api/v1/nodes", "/api/v1/pods", "/api/v1/configmaps", "/api/v1/secrets",
          "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
        ],
        "anyone can list namespaces, nodes, pods, configmaps and 2 more kinds without credentials"
      ),
      (["/metrics", "/api"], "anyone can read /metrics and /api without credentials"),
    ])
  func resources(paths: [String], expected: String) {
    var observation = Observation.sample()
    observation.accessAnswers = paths.map { AccessAnswer(path: $0, status: 200, kind: "List") }
    #expect(
      SeverityReason.sentence(observation, .reviewed([(.anonymousResources, .critical)]))
        == "Critical: \(expected).")
  }

  @Test("a vendor's build may have the fix, and a credential that is needed is said")
  func vendor() {
    var assessment = Assessment.reviewed([(.knownVulnerabilities, .medium)])
    assessment.versionConfidence = .vendorBuild
    assessment.worstVulnerability = WorstVulnerability(
      id: "CVE-2019-11254", cvss: nil, needsCredentials: true)
    #expect(
      SeverityReason.sentence(.reviewed, assessment)
        == "Medium: CVE-2019-11254 applies to its version and needs credentials, unless the vendor has fixed it in this build."
    )
    assessment.worstVulnerability = nil
    #expect(
      SeverityReason.sentence(.reviewed, assessment)
        == "Medium: vulnerabilities are known of its version that no release fixes.")
  }

  @Test("another component is named")
  func component() {
    #expect(
      SeverityReason.sentence(.sample(), Assessment(verdict: .notKubernetes, component: .kubelet))
        == "No finding: what answers is kubelet, not an API server.")
  }

  @Test("what a vulnerability needs beside the version is said")
  func condition() {
    let observation = Observation.leaking(version: "v1.9.6")
    #expect(
      SeverityReason.sentence(observation, assess(observation))
        .contains("needs no credentials (condition: an aggregated API server is registered)"))
  }

  @Test(
    "the remedy names the release that the evidence names",
    arguments: [
      (
        VulnerabilityCure.Choice.patchOfMinor,
        "Upgrade to 1.35.9, the first patch of its minor release with all fixes."
      ),
      (.oldestSupported, "Upgrade to 1.35.9, the oldest supported release with all fixes."),
      (.firstFixed, "Upgrade to 1.35.9, the first release that has the fixes."),
    ])
  func cure(choice: VulnerabilityCure.Choice, expected: String) {
    var assessment = Assessment.reviewed([(.knownVulnerabilities, .high)])
    #expect(
      FirstRemedy.sentence(.reviewed, assessment) == "Upgrade to a release that fixes CVE-2023-44487.")
    assessment.vulnerabilityCure = VulnerabilityCure(release: "1.35.9", choice: choice)
    #expect(FirstRemedy.sentence(.reviewed, assessment) == expected)
  }
}
