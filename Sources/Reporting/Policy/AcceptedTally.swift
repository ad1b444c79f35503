import Exposure
import Targets

/// Which exceptions of a policy the endpoints of a scan fit, for a section of a document.
struct AcceptedTally: Sendable {
  /// An exception and the endpoints that fit it.
  struct Entry: Sendable {
    let exception: PolicyException
    let state: PolicyException.State
    /// How many endpoints fit it.
    var count = 0
    /// The first of them.
    var examples: [String] = []
  }

  /// How many endpoints of an exception are named, and how much of a name is kept, in Unicode scalars.
  static let mostExamples = 5
  private static let longestName = 200

  private let policy: PolicyInForce?
  private var entries: [Int: Entry] = [:]

  /// An empty tally.
  init(_ policy: PolicyInForce?) {
    self.policy = policy
  }

  mutating func add(_ observation: Observation, _ assessment: Assessment) {
    guard let policy, let outcome = assessment.policy else { return }
    for place in outcome.exceptions {
      let exception = policy.policy.exceptions[place]
      entries[place, default: Entry(exception: exception, state: exception.state(at: policy.time))].count += 1
      guard entries[place].map({ $0.examples.count < Self.mostExamples }) ?? false else { continue }
      let name = TextSanitiser.cut(observation.endpoint.target.text, limit: Self.longestName)
      if entries[place]?.examples.contains(name) == false { entries[place]?.examples.append(name) }
    }
  }

  /// The exceptions that endpoints fit, those first that end first.
  var sorted: [Entry] {
    entries.sorted { left, right in
      left.value.exception.expires == right.value.exception.expires
        ? left.key < right.key : left.value.exception.expires < right.value.exception.expires
    }.map(\.value)
  }

  /// Sentences on what ends soon, has ended, or is of no use.
  var notices: [String] { policy.map { PolicyNotices($0, namesFile: false).dates } ?? [] }

  /// How many exceptions a section lists.
  static let listed = 200

  /// What a section says of those that it does not list.
  static func left(_ count: Int) -> String? {
    count > listed ? "\(counted(count - listed, "more exception")) not listed here." : nil
  }
}

extension AcceptedTally.Entry {
  /// The last day, and that it is over or near.
  var until: String {
    switch state {
    case .inForce: exception.expires.description
    case .expiring: "\(exception.expires), soon"
    case .expired: "\(exception.expires), expired"
    }
  }

  /// `3 endpoints: api-1, api-2, …`
  func places(_ name: (String) -> String) -> String {
    let more = count > examples.count ? ", …" : ""
    return "\(counted(count, "endpoint")): \(examples.map(name).joined(separator: ", "))\(more)"
  }
}
