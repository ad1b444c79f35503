/// All that could not be understood of the sources of a list: whole sources that are something else, and single lines,
/// bounded.
public struct BadInput: Sendable, Hashable {
  /// As many lines as a person reads; the wrong file can have millions.
  public static let mostLines = 20

  /// Sources of which a single sentence is told.
  public private(set) var sources: [BadSource] = []
  /// The bad lines of the other sources, in their order, at most `mostLines`.
  public private(set) var lines: [BadLine] = []
  /// How many bad lines there are beyond these.
  public private(set) var beyond: UInt64 = 0

  init() {}

  /// Takes what is wrong with a source: one sentence where one problem explains all, otherwise its lines.
  mutating func add(_ faults: SourceFaults) {
    guard faults.count > 0 else { return }
    if addKind(of: faults.source) { return }
    if let line = faults.secretLine {
      sources.append(BadSource(name: faults.source.name, problem: .secret(line, others: faults.count - 1)))
      return
    }
    let kept = faults.lines.prefix(Self.mostLines - lines.count)
    lines += kept
    beyond += faults.count - UInt64(kept.count)
  }

  /// Takes a source that is recognised as something else than a list.
  /// - Returns: Whether it is.
  @discardableResult mutating func addKind(of source: TargetSource) -> Bool {
    guard source.isFile, !source.isListed, let kind = FileKind(recognizing: source.text) else { return false }
    sources.append(BadSource(name: source.name, problem: .kind(kind)))
    return true
  }

  func throwIfAny() throws(TargetListError) {
    guard sources.isEmpty, lines.isEmpty else { throw .badInput(self) }
  }
}

extension BadInput: CustomStringConvertible {
  /// A line for each source and each bad line, and how many there are beyond these.
  public var description: String {
    let more = beyond > 0 ? ["and \(grouped(beyond)) more lines that could not be understood"] : []
    return (sources.map(\.description) + lines.map(\.description) + more).joined(separator: "\n")
  }
}

/// A source that cannot be used as a whole.
public struct BadSource: Sendable, Hashable {
  /// Why.
  public enum Problem: Sendable, Hashable {
    /// It is something else than a list of targets.
    case kind(FileKind)
    /// The first line that seems to hold a secret, and how many other lines could not be understood.
    case secret(BadLine, others: UInt64)
  }

  /// The name of the source, as the user gave it.
  public let name: String
  /// Why it cannot be used.
  public let problem: Problem
}

extension BadSource: CustomStringConvertible {
  /// "config: this is a kubeconfig, no list of targets; nothing of it is shown; …"
  public var description: String {
    switch problem {
    case .kind(let kind): "\(name): \(kind)"
    case .secret(let line, others: 0): line.description
    case .secret(let line, let others):
      "\(line); \(counted(others, "other line")) could not be understood, and nothing of the file is shown"
    }
  }
}

/// The bad lines of one source while it is read, bounded.
struct SourceFaults: Sendable {
  let source: TargetSource
  private(set) var lines: [BadLine] = []
  /// The first line that seems to hold a secret.
  private(set) var secretLine: BadLine?
  private(set) var count: UInt64 = 0

  /// In how many bad lines a secret is searched for: more than are ever shown.
  private static let mostSearched = 1000

  init(_ source: TargetSource) {
    self.source = source
  }

  mutating func add(_ line: ArraySlice<UInt8>, number: UInt64, problem: LineProblem) {
    count += 1
    guard secretLine == nil, count <= Self.mostSearched else { return }
    let bad = source.badLine(line, number: number, problem: problem)
    if bad.secret != nil {
      secretLine = bad
    } else if lines.count < BadInput.mostLines {
      lines.append(bad)
    }
  }
}
