import Exposure
import Foundation
import Targets

extension EndpointResult {
  /// An endpoint with these findings, all of whose grounds are there unless said otherwise.
  static func with(
    _ findings: [(FindingID, Severity)], verdict: Verdict = .versionLeak,
    grounds: Grounds? = [.version, .health, .release, .session, .certificate, .access, .component],
    certificate: String? = "aa", day: Int = 0
  ) -> EndpointResult {
    EndpointResult(
      position: 0,
      endpoint: EndpointIdentity(serverName: nil, address: .v4(0xC000_0201), port: 6443, transport: .tls),
      target: "192.0.2.1", labels: "",
      scannedAt: Date(timeIntervalSince1970: 1_795_471_495 + Double(day) * 86_400),
      verdict: verdict, severity: findings.map(\.1).max() ?? verdict.severity,
      findings: findings.map(\.0.rawValue), gitVersion: nil, distribution: nil,
      certificateFingerprint: certificate, certificateNotAfter: nil, serverStartedAt: nil, error: "",
      findingSeverities: findings.map(\.1), grounds: grounds)
  }
}
