import Exposure
import Targets

/// What a policy holds, for the person who keeps it: its rules, which exceptions end when, and what they match.
public struct PolicyOverview: Sendable {
  private let policy: PolicyInForce
  private let summary: Summary?
  private let expectations: [Int: Int]

  /// An overview of a policy at a time.
  /// - Parameters:
  ///   - summary: The tally of results to which it was applied; nil where there are none.
  ///   - expectations: For how many of their endpoints each expectation counts, by its place in the policy.
  public init(_ policy: PolicyInForce, appliedTo summary: Summary? = nil, expectations: [Int: Int] = [:]) {
    self.policy = policy
    self.summary = summary
    self.expectations = expectations
  }

  /// The lines: the counts, then an exception each, those first that end first; with results an expectation each, and what
  /// they come to.
  public var lines: [String] {
    let rules = policy.policy
    let counts = [
      counted(rules.exceptions.count, "exception"),
      counted(rules.severities.count, "severity", plural: "severities"),
      counted(rules.expectations.count, "expectation"),
    ].joined(separator: ", ")
    let order = rules.exceptions.indices.sorted {
      (rules.exceptions[$0].expires, $0) < (rules.exceptions[$1].expires, $1)
    }
    return ["\(counts)."] + order.map(line) + results
  }

  private func line(_ place: Int) -> String {
    let exception = policy.policy.exceptions[place]
    let state =
      switch exception.state(at: policy.time) {
      case .inForce: "in force"
      case .expiring: "ends soon"
      case .expired: "expired"
      }
    let names = exception.subjects.map(\.name).joined(separator: ", ")
    let matched = summary.map { summary in
      let count = summary.policy.uses[place] ?? 0
      return count == 0 ? "; matches nothing" : "; matches \(counted(count, "endpoint"))"
    }
    let text = "  \(exception.expires)  \(padded(state, to: 9))  line \(exception.line): \(names): "
    return text + TextSanitiser.terminal(AcceptanceText.justification(exception), limit: CellLimit.fact)
      + (matched ?? "")
  }

  private var results: [String] {
    guard let summary else { return [] }
    let accepted = summary.policy.clause.map { "\($0)." } ?? "nothing is accepted."
    let rules = policy.policy.expectations
    let met = rules.isEmpty ? [] : ["\(PolicyTally.unexpectedClause(summary.policy.unexpected))."]
    let expected = rules.indices.map { place in
      let count = expectations[place] ?? 0
      let names = rules[place].states.map(\.name).joined(separator: " or ")
      return "  expected  line \(rules[place].line): \(names); "
        + (count == 0 ? "matches nothing" : "applies to \(counted(count, "endpoint"))")
    }
    return expected + ["Of \(counted(summary.endpoints, "endpoint")): \(accepted)"] + met
  }
}
