import Exposure
import Foundation
import Testing

@testable import Reporting

@Suite("First remedies")
struct FirstRemedyTests {
  @Test("what has to be done is a sentence, for every verdict", arguments: Verdict.allCases)
  func ofVerdict(_ verdict: Verdict) {
    let nothing: Set<Verdict> = [.lockedDown, .clientCertificateRequired, .closed, .filtered]
    let remedy = FirstRemedy.sentence(.sample(), Assessment(verdict: verdict))
    #expect((remedy == nil) == nothing.contains(verdict))
    if let remedy { #expect(Self.isSentence(remedy)) }
  }

  @Test("and for every finding", arguments: FindingID.allCases)
  func ofFinding(_ finding: FindingID) throws {
    let remedy = FirstRemedy.sentence(.reviewed, .reviewed([(finding, finding.usualSeverity)]))
    #expect(Self.isSentence(try #require(remedy)))
  }

  @Test("a sentence of every finding in every severity fits a cell", arguments: FindingID.allCases)
  func length(_ finding: FindingID) {
    for severity in Severity.allCases {
      let assessment = Assessment.reviewed([(finding, severity)])
      let remedy = FirstRemedy.sentence(.reviewed, assessment) ?? ""
      #expect(remedy.unicodeScalars.count < CellLimit.sentence)
      #expect(SeverityReason.sentence(.reviewed, assessment).unicodeScalars.count < CellLimit.sentence)
    }
  }

  @Test(
    "a version leak is closed as its release and distribution allow",
    arguments: [
      (
        nil, nil,
        "Limit anonymous requests to the health paths by an AuthenticationConfiguration (Kubernetes 1.32"
      ),
      ("v1.36.2", nil, "by an AuthenticationConfiguration (apiserver.config.k8s.io/v1)."),
      ("v1.33.1", nil, "(apiserver.config.k8s.io/v1beta1)."),
      ("v1.31.4", nil, "behind the gate AnonymousAuthConfigurableEndpoints"),
      ("v1.30.1", nil, "Keep strangers away by a firewall, and upgrade: from 1.32 on"),
      ("v1.31.4", "eks", "Upgrade to 1.32 or later, where EKS answers"),
      ("v1.33.4", "eks", "Restrict publicAccessCidrs or make the endpoint private."),
      ("v1.33.4", "gke", "--anonymous-authentication-config=LIMITED"),
      ("v1.33.4", "aks", "Restrict the authorized IP ranges"),
      ("v1.33.4", "k3s", "/etc/rancher/k3s/config.yaml"),
      ("v1.33.4", "rke2", "/etc/rancher/rke2/config.yaml"),
      ("v1.33.4", "talos", "cluster.apiServer.extraArgs"),
      ("v1.33.4", "lke", "Restrict who reaches the endpoint, by lke's own access list"),
      ("v1.33.4", "kubeadm", "(apiserver.config.k8s.io/v1beta1)."),
    ] as [(String?, String?, String)])
  func leak(version: String?, distribution: String?, expected: String) throws {
    var assessment = Assessment(verdict: .versionLeak)
    assessment.version = version.map { VersionDocument.sample($0) }
    assessment.distribution = distribution.map {
      RecognisedDistribution(id: $0, name: $0, confidence: .high, evidence: [])
    }
    let remedy = try #require(FirstRemedy.sentence(.sample(), assessment))
    #expect(remedy.contains(expected), "\(remedy)")
  }

  @Test("the worst comes first, and of equals what lets strangers in")
  func order() {
    let upgrade = "Upgrade from 1.31 to a minor release that is still supported."
    let leak = Assessment.reviewed(
      verdict: .versionLeak, [(.endOfLifeRelease, .high), (.anonymousVersion, .medium)])
    #expect(FirstRemedy.sentence(.reviewed, leak) == upgrade)
    let both = Assessment.reviewed([(.endOfLifeRelease, .high), (.knownVulnerabilities, .high)])
    #expect(FirstRemedy.sentence(.reviewed, both) == upgrade)
    let equal = Assessment.reviewed(verdict: .versionLeak, [(.endOfLifeRelease, .medium)])
    #expect(FirstRemedy.sentence(.reviewed, equal)?.hasPrefix("Limit anonymous requests") == true)
  }

  @Test("a vendor's build is asked for, and upstream's is upgraded")
  func vulnerability() {
    var assessment = Assessment.reviewed([(.knownVulnerabilities, .high)])
    #expect(
      FirstRemedy.sentence(.reviewed, assessment) == "Upgrade to a release that fixes CVE-2023-44487.")
    assessment.versionConfidence = .vendorBuild
    #expect(
      FirstRemedy.sentence(.reviewed, assessment)?.hasPrefix("Find out whether the vendor's build") == true)
  }

  private static func isSentence(_ text: String) -> Bool {
    text.hasSuffix(".") && !text.contains("\n") && text.first?.isUppercase == true
  }
}
