import Exposure
import Targets

/// What a person is told of a policy beside the reports: exceptions that end soon, that have ended, and that are of no use.
public struct PolicyNotices: Sendable {
  private let policy: PolicyInForce

  /// How many exceptions are named in one notice.
  static let named = 5

  /// Notices on a policy at a time.
  public init(_ policy: PolicyInForce) {
    self.policy = policy
  }

  /// What ends soon or has ended, whatever a scan sees.
  public var dates: [String] {
    [
      notice(.expired) {
        "\($0) of the policy \($0.hasPrefix("1 ") ? "has" : "have") expired and \($0.hasPrefix("1 ") ? "counts" : "count") again"
      },
      notice(.expiring) {
        "\($0) of the policy \($0.hasPrefix("1 ") ? "ends" : "end") within \(PolicyException.notice) days"
      },
    ].compactMap(\.self)
  }

  /// The exceptions that no endpoint of a whole scan fits; nil where each is of use.
  public func unused(in summary: Summary) -> String? {
    let places = policy.policy.exceptions.indices.filter { summary.policy.uses[$0] == nil }
    guard !places.isEmpty else { return nil }
    let count = counted(places.count, "exception")
    return list("\(count) of the policy \(places.count == 1 ? "matches" : "match") nothing", places)
  }

  private func notice(_ state: PolicyException.State, _ sentence: (String) -> String) -> String? {
    let places = policy.policy.exceptions.indices
      .filter { policy.policy.exceptions[$0].state(at: policy.time) == state }
      .sorted { policy.policy.exceptions[$0].expires < policy.policy.exceptions[$1].expires }
    guard !places.isEmpty else { return nil }
    return list(sentence(counted(places.count, "exception")), places)
  }

  private func list(_ sentence: String, _ places: [Int]) -> String {
    let named = places.prefix(Self.named).map { policy.policy.exceptions[$0].told }
    let left = places.count - named.count
    return "\(sentence): \(named.joined(separator: "; "))\(left > 0 ? "; and \(grouped(left)) more" : "")"
  }
}

extension PolicyException {
  /// What tells it from others: `anonymous-version, line 12, until 2027-03-31`.
  var told: String {
    let names = subjects.prefix(3).map(\.name).joined(separator: ", ")
    let more = subjects.count > 3 ? " and \(subjects.count - 3) more" : ""
    return "\(names)\(more), line \(line), until \(expires)"
  }
}
