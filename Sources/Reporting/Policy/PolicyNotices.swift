import Exposure
import Targets

/// What a person is told of a policy beside the reports: exceptions that end soon, that have ended, and that are of no use.
public struct PolicyNotices: Sendable {
  private let policy: PolicyInForce
  private let file: String?

  /// How many exceptions are named in one notice.
  static let named = 5

  /// Notices on a policy at a time.
  /// - Parameter namesFile: Whether the lines are those of a file with its path; a report for others names no path.
  public init(_ policy: PolicyInForce, namesFile: Bool = true) {
    self.policy = policy
    file = namesFile ? policy.file : nil
  }

  /// What ends soon or has ended, whatever a scan sees.
  public var dates: [String] {
    [
      notice(.expired) {
        $0 == 1
          ? "1 exception of the policy has expired; what it accepted counts again"
          : "\(counted($0, "exception")) of the policy have expired; what they accepted counts again"
      },
      notice(.expiring) {
        "\(counted($0, "exception")) of the policy \($0 == 1 ? "ends" : "end") within \(PolicyException.notice) days"
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

  private func notice(_ state: PolicyException.State, _ sentence: (Int) -> String) -> String? {
    let places = policy.policy.exceptions.indices
      .filter { policy.policy.exceptions[$0].state(at: policy.time) == state }
      .sorted { policy.policy.exceptions[$0].expires < policy.policy.exceptions[$1].expires }
    guard !places.isEmpty else { return nil }
    return list(sentence(places.count), places)
  }

  private func list(_ sentence: String, _ places: [Int]) -> String {
    let named = places.prefix(Self.named).map { policy.policy.exceptions[$0].told(in: file) }
    let left = places.count - named.count
    return "\(sentence): \(named.joined(separator: "; "))\(left > 0 ? "; and \(grouped(left)) more" : "")"
  }
}

extension PolicyException {
  /// What tells it from others: `anonymous-version on *.example.com (policy.yaml:12, until 2027-03-31)`; without a file
  /// `line 12`.
  func told(in file: String?) -> String {
    let place = file.map { "\(printable($0)):\(line)" } ?? "line \(line)"
    return "\(shortened(subjects.map(\.name), to: 3)) on \(match.told) (\(place), until \(expires))"
  }
}

extension PolicyMatch {
  /// On which endpoints, in a few words: `api.example.com, label env=prod`.
  var told: String {
    let kinds: [(name: String, values: [String])] = [
      ("", targets.map(\.description)), ("", blocks.map(\.description)),
      ("label ", labels.map { "\($0.key)=\($0.value)" }), ("cluster ", clusters),
      ("component ", components.map(\.rawValue)),
    ]
    return kinds.filter { !$0.values.isEmpty }
      .map { $0.name + shortened($0.values.map { TextSanitiser.terminal($0, limit: 60) }, to: 2) }
      .joined(separator: ", ")
  }
}

/// The first of some texts, and how many more there are.
private func shortened(_ texts: [String], to most: Int) -> String {
  let more = texts.count > most ? " and \(texts.count - most) more" : ""
  return texts.prefix(most).joined(separator: ", ") + more
}
