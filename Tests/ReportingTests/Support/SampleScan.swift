import Foundation
import Reporting

extension ScanIdentity {
  /// A scan of a list.
  static func sample(
    list: String = "5f3a", version: String = "1.0.0", settings: [String: String] = ["--only": "all"],
    startedAt: Date = .sample
  ) -> ScanIdentity {
    ScanIdentity(toolVersion: version, listFingerprint: list, settings: settings, startedAt: startedAt)
  }
}

extension Checkpoint {
  /// A scan that has come to its third entry.
  static let sample = Checkpoint(
    scan: .sample(), destinationsDone: 3, endpointsDone: 7,
    reports: [
      "scan.csv": Report(format: .csv, length: 1234),
      "/var/a \"b\".jsonl": Report(format: .jsonl, length: .max),
    ],
    summary: Summary([.versionLeak: 2, .closed: 5]))
}
