import Exposure

@testable import Reporting

extension Summary {
  /// The tally of so many endpoints of each verdict.
  init(_ verdicts: KeyValuePairs<Verdict, Int>) {
    self.init()
    for (verdict, count) in verdicts {
      for _ in 0..<count { add(Assessment(verdict: verdict)) }
    }
  }
}

extension Summary {
  /// The tally of these endpoints.
  static func of(_ observations: [Observation]) -> Summary {
    observations.reduce(into: Summary()) { $0.add(assess($1)) }
  }
}
