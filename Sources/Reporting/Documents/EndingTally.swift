import Exposure
import PortableFoundation

/// What ends soon after a scan: certificates within 30 days, and the support of releases within 90, because an upgrade
/// takes longer than a renewal. The soonest are kept, the rest is counted.
struct EndingTally: Sendable {
  /// What ends.
  enum Kind: Sendable, Hashable, CaseIterable {
    case certificate
    case release
  }

  /// One end.
  struct Entry: Sendable {
    let kind: Kind
    let date: Date
    /// Text that is still to be sanitised where it is shown.
    let target: String
    let endpoint: String
    /// The subject of the certificate, or the release.
    let subject: String

    /// The day on which a certificate ends, or the last one of support: that ends when this day is over.
    var day: String { Timestamp.day(kind == .release ? date - 1 : date) }
  }

  /// How long before its end a release is listed.
  static let releaseDays = 90.0
  /// How much of a text is kept, in Unicode scalars.
  private static let longest = 256

  private let limit: Int
  /// The soonest ends, in target order where they are equal.
  private(set) var entries: [Entry] = []
  /// All of them.
  private(set) var count = 0

  /// An empty tally that keeps so many ends.
  init(limit: Int) {
    self.limit = limit
  }

  /// How many are not kept.
  var leftOut: Int { count - entries.count }

  mutating func add(_ observation: Observation, _ assessment: Assessment) {
    if assessment.findings.contains(where: { $0.id == .certificateExpiring }),
      let certificate = observation.tls?.certificate, let end = certificate.notAfter
    {
      add(.certificate, end, observation, certificate.subject)
    }
    if let version = assessment.version, let end = assessment.supportEnd {
      let left = end.timeIntervalSince(observation.scannedAt)
      if left > 0, left <= Self.releaseDays * 86_400 {
        add(.release, end, observation, version.gitVersion)
      }
    }
  }

  private mutating func add(_ kind: Kind, _ date: Date, _ observation: Observation, _ subject: String) {
    count += 1
    guard entries.count < limit || date < entries.last?.date ?? .distantFuture else { return }
    let place = entries.firstIndex { date < $0.date } ?? entries.endIndex
    entries.insert(
      Entry(
        kind: kind, date: date,
        target: TextSanitiser.cut(observation.endpoint.target.text, limit: Self.longest),
        endpoint: TextSanitiser.cut(observation.endpoint.description, limit: Self.longest),
        subject: TextSanitiser.cut(subject, limit: Self.longest)),
      at: place)
    if entries.count > limit { entries.removeLast() }
  }
}

extension EndingTally.Kind {
  /// `certificate`, `support of the release`.
  var words: String {
    switch self {
    case .certificate: "certificate"
    case .release: "support of the release"
    }
  }
}

extension Assessment {
  /// When support of the release ends that every customer has: by the vendor's calendar where it is known, else upstream's.
  fileprivate var supportEnd: Date? {
    vendorSupport?.standard.end ?? releaseEndOfLife.map { $0 + 86_400 }
  }
}
