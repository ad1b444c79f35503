import PortableFoundation

/// How long a server's process had run when it was scanned, by its own start time and the scanner's clock.
///
/// The clocks differ: a start a little after the scan is one just before it. A start further ahead says that a clock
/// is wrong, and nothing of the age.
struct ServerAge {
  /// Seconds from the start to the scan; negative where the start is ahead of the scanner's clock.
  let seconds: TimeInterval

  /// By how much a server's clock may be ahead for its start to be taken as just now, in seconds.
  static let clockSkew: TimeInterval = 300
  /// How long a start may leave RBAC without its roles, in seconds: 403 to everybody was seen for the first second.
  static let loadingRBAC: TimeInterval = 60
  /// A restart that is reported, in seconds: longer than a kubelet takes to give a dead API server up and to start it
  /// again, its pauses of up to five minutes included.
  static let recent: TimeInterval = 15 * 60

  init(_ certificate: LoopbackCertificate, scannedAt: Date) {
    seconds = scannedAt.timeIntervalSince(certificate.startedAt)
  }

  /// Whether the process had run for less than `limit` seconds; false where a clock is wrong.
  func isBelow(_ limit: TimeInterval) -> Bool { seconds >= -Self.clockSkew && seconds < limit }

  /// `95 s before the scan`, `20 s after the scan by the scanner's clock`.
  var text: String {
    let whole = Int(min(abs(seconds), 1e12))
    return seconds < 0 ? "\(whole) s after the scan by the scanner's clock" : "\(whole) s before the scan"
  }
}
