import Exposure
import Foundation
import Targets

@testable import History

extension Date {
  /// The moment of the first sample scan: 2026-11-23T22:04:55Z.
  static let sample = Date(timeIntervalSince1970: 1_795_471_495)
}

extension EndpointResult {
  /// An endpoint in the scan of one day; the last byte of its address tells endpoints apart.
  static func sample(
    _ verdict: Verdict, address: UInt32 = 1, day: Int = 0, name: String? = nil, version: String? = nil,
    certificate: String? = nil, startedHoursBefore hours: Double? = nil,
    noticed: [FindingID: Severity]? = nil, cluster: String? = nil
  ) -> EndpointResult {
    let ids = noticed.map { $0.keys.sorted { $0.rawValue < $1.rawValue } }
    let scannedAt = Date.sample + Double(day) * 86_400
    return EndpointResult(
      position: Int64(address), endpoint: .sample(address, name: name), target: name ?? "192.0.2.\(address)",
      labels: "cluster=prod", scannedAt: scannedAt, verdict: verdict, severity: verdict.severity,
      findings: ids?.map(\.rawValue) ?? ["anonymous-version"], gitVersion: version, distribution: nil,
      certificateFingerprint: certificate, certificateNotAfter: certificate.map { _ in scannedAt },
      serverStartedAt: hours.map { scannedAt - $0 * 3600 }, error: "",
      findingSeverities: ids?.compactMap { noticed?[$0] } ?? [],
      grounds: noticed.map { _ in Grounds(rawValue: 0x7F) }, clusterIdentifier: cluster)
  }
}

extension EndpointIdentity {
  static func sample(_ address: UInt32 = 1, name: String? = nil) -> EndpointIdentity {
    EndpointIdentity(
      serverName: name, address: .v4(0xC000_0200 &+ address), port: 6443, transport: .tls)
  }
}

extension ScanDescription {
  static func sample(scope: String = "targets.txt", day: Int = 0) -> ScanDescription {
    ScanDescription(
      startedAt: .sample + Double(day) * 86_400, scope: scope, listFingerprint: "0123456789abcdef",
      arguments: ["scan", scope], toolVersion: "0.1.0", knowledgeDate: "2026-11-01")
  }
}

extension HistoryFile {
  /// Writes a whole scan.
  @discardableResult
  func record(_ results: [EndpointResult], scope: String = "targets.txt", day: Int = 0) throws -> Int64 {
    let recorder = try ScanRecorder.begin(.sample(scope: scope, day: day), in: self)
    for result in results {
      try recorder.add(result, seen: try recorder.seen(with: result), line: Array("{}".utf8))
    }
    try recorder.finish(at: .sample + Double(day) * 86_400 + 60)
    return recorder.number
  }
}
