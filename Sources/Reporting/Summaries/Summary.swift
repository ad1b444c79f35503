import Exposure

/// The tally of a scan: every endpoint counts, whether it got a row or not.
public struct Summary: Sendable, Equatable {
  /// Endpoints that the list named more than once and that were scanned once, that is how often they were dropped.
  public var duplicatesDropped = 0
  /// Endpoints that an exclusion took away.
  public var excluded = 0

  private var verdicts: [Verdict: Int] = [:]
  private var severities: [Severity: Int] = [:]

  /// An empty tally.
  public init() {}

  /// Counts one endpoint.
  public mutating func add(_ assessment: Assessment) {
    verdicts[assessment.verdict, default: 0] += 1
    severities[assessment.severity, default: 0] += 1
  }

  /// All endpoints.
  public var endpoints: Int { verdicts.values.reduce(0, +) }

  /// The endpoints with this verdict.
  public func count(_ verdict: Verdict) -> Int { verdicts[verdict] ?? 0 }

  /// The endpoints with this posture.
  public func count(_ posture: Posture) -> Int {
    verdicts.reduce(0) { $1.key.posture == posture ? $0 + $1.value : $0 }
  }

  /// The endpoints whose severity, findings included, is this one.
  public func count(_ severity: Severity) -> Int { severities[severity] ?? 0 }

  /// The highest severity of all endpoints; `none` when there are none.
  public var worstSeverity: Severity { severities.keys.max() ?? .none }

  /// What is a cluster for the reviewer: exposed, locked down, or an API server that gave no deciding answer.
  public var clusters: Int {
    count(Posture.exposed) + count(Posture.lockedDown) + count(Verdict.inconclusive)
  }
}

extension Summary: Codable {
  private enum CodingKeys: String, CodingKey {
    case duplicatesDropped = "duplicates_dropped"
    case excluded
    case verdicts
    case severities
  }

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    duplicatesDropped = try container.decode(Int.self, forKey: .duplicatesDropped)
    excluded = try container.decode(Int.self, forKey: .excluded)
    verdicts = try Self.counts(container, .verdicts)
    severities = try Self.counts(container, .severities)
  }

  /// Writes the counts as objects under the stable identifiers.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(duplicatesDropped, forKey: .duplicatesDropped)
    try container.encode(excluded, forKey: .excluded)
    try container.encode(
      [String: Int](uniqueKeysWithValues: verdicts.map { ($0.key.rawValue, $0.value) }), forKey: .verdicts)
    try container.encode(
      [String: Int](uniqueKeysWithValues: severities.map { ($0.key.rawValue, $0.value) }), forKey: .severities
    )
  }

  private static func counts<Key: RawRepresentable & Hashable>(
    _ container: KeyedDecodingContainer<CodingKeys>, _ key: CodingKeys
  ) throws -> [Key: Int] where Key.RawValue == String {
    var counts: [Key: Int] = [:]
    for (name, count) in try container.decode([String: Int].self, forKey: key) {
      guard let identifier = Key(rawValue: name), (0...1_000_000_000_000).contains(count) else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: container, debugDescription: "\(name): \(count) is no count")
      }
      counts[identifier] = count
    }
    return counts
  }
}
