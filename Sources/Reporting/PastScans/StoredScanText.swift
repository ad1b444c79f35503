import Exposure

extension StoredScan {
  /// `scan 12 (2026-11-23T22:04:55Z)`.
  public var name: String { "scan \(number) (\(Timestamp.text(description.startedAt)))" }
}
