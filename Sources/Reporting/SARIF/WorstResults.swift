import Exposure

/// The results that a run may hold: the worst, in target order within a severity. The rest is counted.
///
/// GitHub's code scanning rejects a run with more than 25,000 results, and shows the worst 5,000 of them (GitHub Docs,
/// "SARIF results exceed one or more limits").
struct WorstResults {
  private var results: [[[UInt8]]] = Array(repeating: [], count: Severity.allCases.count)
  /// How many results of each severity are left out.
  private(set) var leftOut: [Severity: Int] = [:]
  private var count = 0
  private var size = 0
  private let most: Int
  private let mostBytes: Int

  /// An empty collection.
  /// - Parameters:
  ///   - most: How many results are kept.
  ///   - mostBytes: How many bytes all of them may take together; ordinary results take a quarter of it.
  init(most: Int = 25_000, mostBytes: Int = 128 << 20) {
    self.most = most
    self.mostBytes = mostBytes
  }

  /// Takes a result; it is rendered only where there is room for it.
  mutating func add(_ severity: Severity, rendered: () -> [UInt8]) {
    // Once one was left out, only a worse one than the least takes its place.
    if count >= most || !leftOut.isEmpty, let least, severity <= least {
      leftOut[severity, default: 0] += 1
      return
    }
    let result = rendered()
    results[severity.rank].append(result)
    count += 1
    size += result.count
    while count > most || size > mostBytes { removeLast() }
  }

  /// Takes the next part of the results out, the worst first; empty where none is left.
  mutating func takeNext(upTo limit: Int) -> [[UInt8]] {
    guard let rank = results.indices.last(where: { !results[$0].isEmpty }) else { return [] }
    let part = Array(results[rank].prefix(limit))
    results[rank].removeFirst(part.count)
    return part
  }

  private var least: Severity? {
    results.indices.first { !results[$0].isEmpty }.map { Severity.allCases[$0] }
  }

  private mutating func removeLast() {
    guard let least, let result = results[least.rank].popLast() else { return }
    count -= 1
    size -= result.count
    leftOut[least, default: 0] += 1
  }
}

extension Severity {
  /// Its place in the order of all severities, from 0.
  fileprivate var rank: Int { Severity.allCases.firstIndex(of: self) ?? 0 }
}
