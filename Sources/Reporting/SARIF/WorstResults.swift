import Exposure

/// The results that a run may hold: the worst, in target order within a severity. The rest is counted.
///
/// GitHub's code scanning rejects a run with more than 25,000 results, and shows the worst 5,000 of them (GitHub Docs,
/// "SARIF results exceed one or more limits").
struct WorstResults {
  private var results: WorstFirst<Severity, [UInt8]>

  /// An empty collection.
  /// - Parameters:
  ///   - most: How many results are kept.
  ///   - mostBytes: How many bytes all of them may take together; ordinary results take a quarter of it.
  init(most: Int = 25_000, mostBytes: Int = 128 << 20) {
    results = WorstFirst(ranks: Severity.allCases.count, most: most, mostBytes: mostBytes)
  }

  /// How many results of each severity are left out.
  var leftOut: [Severity: Int] { results.leftOut }

  /// Takes a result; it is rendered only where there is room for it.
  mutating func add(_ severity: Severity, rendered: () -> [UInt8]) {
    results.add(severity, rank: severity.rank) {
      let result = rendered()
      return (result, result.count)
    }
  }

  /// Takes the next part of the results out, the worst first; empty where none is left.
  mutating func takeNext(upTo limit: Int) -> [[UInt8]] { results.takeNext(upTo: limit) }
}
