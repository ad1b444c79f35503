import Exposure

/// The worst of many, in the order in which they came within a rank, as many as there is room for. The rest is counted
/// by kind.
struct WorstFirst<Kind: Hashable, Element> {
  private struct Entry {
    let kind: Kind
    let element: Element
    let size: Int
  }

  private var kept: [[Entry]]
  /// How many of each kind are left out.
  private(set) var leftOut: [Kind: Int] = [:]
  /// How many are kept.
  private(set) var count = 0
  private var size = 0
  private let most: Int
  private let mostBytes: Int

  /// An empty collection.
  /// - Parameters:
  ///   - ranks: How many ranks there are; the highest is the worst.
  ///   - most: How many are kept.
  ///   - mostBytes: How many bytes all of them may take together.
  init(ranks: Int, most: Int, mostBytes: Int = .max) {
    kept = Array(repeating: [], count: ranks)
    self.most = most
    self.mostBytes = mostBytes
  }

  /// Takes one; it is made only where there is room for it.
  mutating func add(_ kind: Kind, rank: Int, made: () -> (element: Element, size: Int)) {
    // Once one was left out, only a worse one than the least takes its place.
    if count >= most || !leftOut.isEmpty, let least, rank <= least {
      leftOut[kind, default: 0] += 1
      return
    }
    let (element, size) = made()
    kept[rank].append(Entry(kind: kind, element: element, size: size))
    count += 1
    self.size += size
    while count > most || self.size > mostBytes { removeLast() }
  }

  /// Those that are kept, the worst first.
  var elements: [Element] { kept.reversed().flatMap { entries in entries.map(\.element) } }

  /// Takes the next part of them out, the worst first; empty where none is left.
  mutating func takeNext(upTo limit: Int) -> [Element] {
    guard let rank = kept.indices.last(where: { !kept[$0].isEmpty }) else { return [] }
    let part = kept[rank].prefix(limit).map(\.element)
    kept[rank].removeFirst(part.count)
    return part
  }

  private var least: Int? { kept.indices.first { !kept[$0].isEmpty } }

  private mutating func removeLast() {
    guard let least, let entry = kept[least].popLast() else { return }
    count -= 1
    size -= entry.size
    leftOut[entry.kind, default: 0] += 1
  }
}

extension Severity {
  /// Its place in the order of all severities, from 0.
  var rank: Int { Self.order.firstIndex(of: self) ?? 0 }

  // `allCases` is made at each call.
  private static let order = allCases
}

extension Assessment {
  /// How bad it is among all endpoints: by severity, and within one the more exposed verdict first.
  var rank: Int {
    let verdicts = Self.verdicts.count
    return severity.rank * verdicts + verdicts - 1 - (Self.verdicts.firstIndex(of: verdict) ?? 0)
  }

  private static let verdicts = Verdict.allCases

  /// How many ranks there are.
  static let ranks = Severity.allCases.count * Verdict.allCases.count
}
