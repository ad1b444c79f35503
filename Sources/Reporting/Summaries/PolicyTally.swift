import Exposure
import Targets

/// What a policy has come to over a scan: how much is accepted, and which exceptions were of use.
public struct PolicyTally: Sendable, Equatable {
  /// The endpoints of which something is accepted.
  public private(set) var endpoints = 0
  /// What is accepted of them in all: findings, and verdicts that no finding says.
  public private(set) var risks = 0
  /// The endpoints that are not as an expectation wants them, unless that is accepted.
  public private(set) var unexpected = 0
  /// How many endpoints each exception speaks of, by its place in the policy.
  public private(set) var uses: [Int: Int] = [:]

  /// The verdicts that are accepted.
  private(set) var verdicts: [Verdict: Int] = [:]
  /// Of the endpoints of which something is accepted: the severity, and the one of what counts.
  private(set) var whole: [Severity: Int] = [:]
  private(set) var open: [Severity: Int] = [:]

  mutating func add(_ assessment: Assessment) {
    // An expectation alone leaves a finding and no outcome.
    if assessment.openFindings.contains(where: { $0.id == .unexpectedPosture }) { unexpected += 1 }
    guard let outcome = assessment.policy else { return }
    for place in outcome.exceptions { uses[place, default: 0] += 1 }
    guard !outcome.acceptances.isEmpty else { return }
    endpoints += 1
    risks += assessment.acceptedRisks
    whole[assessment.severity, default: 0] += 1
    open[assessment.openSeverity, default: 0] += 1
    if assessment.verdictAcceptance != nil { verdicts[assessment.verdict, default: 0] += 1 }
  }

  /// `9 endpoints are not as expected`; nil where all are.
  var unexpectedClause: String? {
    unexpected == 0 ? nil : Self.unexpectedClause(unexpected)
  }

  static func unexpectedClause(_ count: Int) -> String {
    "\(counted(count, "endpoint")) \(count == 1 ? "is" : "are") not as expected"
  }

  /// `5 risks on 3 endpoints are accepted`; nil where none is.
  var clause: String? {
    guard risks > 0 else { return nil }
    return
      "\(counted(risks, "risk")) on \(counted(endpoints, "endpoint")) \(risks == 1 ? "is" : "are") accepted"
  }
}

extension Summary {
  /// The endpoints with this posture of which nobody has accepted the verdict.
  func openCount(_ posture: Posture) -> Int { count(posture) - policy.verdicts.count(posture) }

  /// The endpoints at this severity, by what counts.
  func openCount(_ severity: Severity) -> Int {
    count(severity) - (policy.whole[severity] ?? 0) + (policy.open[severity] ?? 0)
  }
}

extension PolicyTally: Codable {
  private enum CodingKeys: String, CodingKey {
    case endpoints, risks, unexpected, uses, verdicts, whole, open
  }

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func counts<Key: Hashable>(_ key: CodingKeys, _ read: (String) -> Key?) throws -> [Key: Int] {
      var counts: [Key: Int] = [:]
      for (name, count) in try container.decode([String: Int].self, forKey: key) {
        guard let identifier = read(name), (0...1_000_000_000_000).contains(count) else {
          throw DecodingError.dataCorruptedError(
            forKey: key, in: container, debugDescription: "\(name): \(count) is no count")
        }
        counts[identifier] = count
      }
      return counts
    }
    endpoints = try container.decode(Int.self, forKey: .endpoints)
    risks = try container.decode(Int.self, forKey: .risks)
    unexpected = try container.decodeIfPresent(Int.self, forKey: .unexpected) ?? 0
    uses = try counts(.uses) { Int($0).flatMap { (0..<Policy.mostRules).contains($0) ? $0 : nil } }
    verdicts = try counts(.verdicts) { Verdict(rawValue: $0) }
    whole = try counts(.whole) { Severity(rawValue: $0) }
    open = try counts(.open) { Severity(rawValue: $0) }
  }

  /// Writes the counts as objects under the stable identifiers.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    func names<Key: Hashable>(_ counts: [Key: Int], _ name: (Key) -> String) -> [String: Int] {
      [String: Int](uniqueKeysWithValues: counts.map { (name($0.key), $0.value) })
    }
    try container.encode(endpoints, forKey: .endpoints)
    try container.encode(risks, forKey: .risks)
    try container.encode(unexpected, forKey: .unexpected)
    try container.encode(names(uses) { String($0) }, forKey: .uses)
    try container.encode(names(verdicts, \.rawValue), forKey: .verdicts)
    try container.encode(names(whole, \.rawValue), forKey: .whole)
    try container.encode(names(open, \.rawValue), forKey: .open)
  }
}
