import Exposure
import Foundation

extension Observation {
  /// An endpoint whose facts the sentences for a reviewer name.
  static var reviewed: Observation {
    var observation = Observation.sample(
      tls: TLSFacts(
        handshake: .established, version: .tls11,
        certificate: CertificateFacts(
          subject: "CN=kube-apiserver", issuer: "CN=kubernetes", serial: "01", notBefore: nil,
          notAfter: Date(timeIntervalSince1970: 1_793_491_200), names: [], fingerprint: "")))
    observation.accessAnswers = ["/api/v1/secrets", "/api/v1/pods"].map {
      AccessAnswer(path: $0, status: 200, kind: "List")
    }
    return observation
  }
}

extension Assessment {
  /// An endpoint of 1.31.4 with these findings.
  static func reviewed(
    verdict: Verdict = .lockedDown, _ findings: [(FindingID, Severity)]
  ) -> Assessment {
    Assessment(
      verdict: verdict,
      findings: findings.map {
        Finding(
          id: $0, severity: $1,
          evidence: $0 == .unexpectedPosture ? "expected locked_down, found version_leak" : "")
      },
      version: .sample("v1.31.4"), releaseEndOfLife: Date(timeIntervalSince1970: 1_761_609_600),
      worstVulnerability: WorstVulnerability(id: "CVE-2023-44487", cvss: 7.5, needsCredentials: false),
      versionConfidence: .upstream)
  }
}

extension VersionDocument {
  /// The document of a version, without anything beside.
  static func sample(_ gitVersion: String) -> VersionDocument { VersionDocument(gitVersion: gitVersion) }
}
