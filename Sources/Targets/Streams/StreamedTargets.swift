import Synchronization

/// The targets of a list, if there is one, and behind them those of an input, line by line as they come.
///
/// A bad line is reported and passed over: what came before it is being scanned already. Input that is no list at all is
/// reported once, and the rest of it is not read.
public final class StreamedTargets: Sendable {
  /// Why a line, or the rest of the input, is not used.
  public enum Problem: Error, Sendable, Hashable, CustomStringConvertible {
    /// A line could not be understood.
    case badLine(BadLine)
    /// This many more lines of the input could not be understood.
    case moreBadLines(UInt64, of: String)
    /// The input has too many endpoints; the rest is not read.
    case tooMany(EndpointExcess)
    /// The input is not a list; the rest is not read.
    case otherKind(FileKind, of: String)
    /// The input is another program's list, and the rest of it cannot be read.
    case badList(ListProblem, of: String)
    /// The input cannot be read to its end.
    case unreadable(String, reason: String)

    /// What is wrong, where, and what to do.
    public var description: String {
      switch self {
      case .badLine(let line): line.description
      case .moreBadLines(let count, let name):
        "\(name): \(counted(count, "more line")) could not be understood"
      case .tooMany(let excess): excess.description
      case .otherKind(let kind, let name): "\(name): \(kind)"
      case .badList(let problem, let name): problem.description(of: name)
      case .unreadable(let name, let reason):
        "cannot read \(name): \(reason); the targets before that were used"
      }
    }
  }

  /// What the end of an input that was not used as a whole has in common.
  public enum Failure: Sendable, Hashable {
    /// It could not be read to its end.
    case unreadable
    /// Lines were passed over, it had too many endpoints, or it is not a list.
    case badTargets
  }

  private struct State {
    var stream: TargetStream
    var isComplete = false
    var badLines: UInt64 = 0
    var isCut = false
    var cannotBeRead = false
    /// The targets that came before the stream.
    let entriesBefore: UInt64

    init(_ stream: TargetStream) {
      self.stream = stream
      entriesBefore = stream.entryCount
    }

    var holdsNoTarget: Bool { stream.entryCount == entriesBefore }
  }

  /// What the input is called.
  public let name: String
  private let given: TargetList?
  private let settings: ListSettings
  private let read: @Sendable () -> InputChunk
  private let state: Mutex<State>
  private let report: @Sendable (Problem) -> Void
  private let notice: @Sendable (String) -> Void

  /// Targets that are read from an input.
  ///
  /// - Parameters:
  ///   - name: What the input is called in errors.
  ///   - list: The targets before those of the input; its ports and exclusions count for the input too.
  ///   - ports: The ports of targets that name none, where there is no list.
  ///   - exclusions: What is left out from the start, where there is no list.
  ///   - maximum: How many endpoints there may be after exclusions.
  ///   - settings: How the input is read where it is another program's list.
  ///   - read: Waits for the next bytes of the input.
  ///   - report: Is given what cannot be used.
  ///   - notice: Is given a sentence on what is left out.
  public init(
    name: String, after list: TargetList?, ports: PortList, exclusions: [Exclusion], maximum: UInt64,
    as settings: ListSettings = ListSettings(), reading read: @escaping @Sendable () -> InputChunk,
    report: @escaping @Sendable (Problem) -> Void,
    notice: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.name = name
    given = list
    self.settings = settings
    self.read = read
    self.report = report
    self.notice = notice
    let stream =
      if let list {
        TargetStream(name: name, following: list, maximum: maximum)
      } else {
        TargetStream(name: name, ports: ports, exclusions: exclusions, maximum: maximum)
      }
    state = Mutex(State(stream))
  }

  /// The endpoints in all; nil while the input has not come to its end.
  public var total: UInt64? { state.withLock { $0.isComplete ? $0.stream.endpointCount : nil } }

  /// The endpoints that were dropped because they came earlier.
  public var duplicateCount: UInt64 { state.withLock { $0.stream.duplicateCount } }

  /// The endpoints that were dropped because they are excluded.
  public var excludedCount: UInt64 { state.withLock { $0.stream.excludedCount } }

  /// The endpoints of blocks that were left out because their address names no host.
  public var nonHostCount: UInt64 { state.withLock { $0.stream.nonHostCount } }

  /// Why the input was not used as a whole; nil where it was.
  public var failure: Failure? {
    state.withLock { state in
      if state.cannotBeRead { return .unreadable }
      return state.badLines > 0 || state.isCut ? .badTargets : nil
    }
  }

  /// What is said where no line held a target.
  public var emptiness: String { "there is nothing to scan: \(name) holds no target" }

  /// Whether no line held a target.
  public var isEmpty: Bool { state.withLock { $0.isComplete && $0.stream.entryCount == 0 } }

  /// Whether an exclusion that has come so far covers an address.
  public func excludes(address: IPAddress, port: UInt16) -> Bool {
    state.withLock { $0.stream.exclusions.excludes(address: address, port: port) }
  }

  /// Whether an exclusion that has come so far covers any address.
  public var excludesAddresses: Bool { state.withLock { $0.stream.exclusions.hasAddresses } }

  /// The destinations of a line.
  private func destinations(_ line: InputLines.Line, of lines: InputLines) -> Destinations? {
    let outcome = state.withLock { state in
      Result { () throws(TargetStreamError) in
        try state.stream.destinations(line: line.bytes, number: line.number)
      }
    }
    switch outcome {
    case .success(let destinations):
      return destinations
    case .failure(.tooMany(let excess)):
      state.withLock { $0.isCut = true }
      report(.tooMany(excess))
    case .failure(.badLine(let line)):
      if let problem = problem(of: line, in: lines) { report(problem) }
    }
    return nil
  }

  /// What is reported of a bad line: what the input is, where it is not a list at all; nothing beyond a number of lines.
  private func problem(of line: BadLine, in lines: InputLines) -> Problem? {
    state.withLock { state in
      if lines.format == .lines, state.holdsNoTarget, let kind = FileKind(recognizing: lines.head) {
        state.isCut = true
        return .otherKind(kind, of: name)
      }
      state.badLines += 1
      return state.badLines > BadInput.mostLines ? nil : .badLine(line)
    }
  }

  /// What is said of endpoints of blocks that are left out.
  public static func sentence(nonHosts count: UInt64) -> String {
    "\(counted(count, "endpoint")) left out: the address names no host (0.0.0.0/8, ::, multicast, broadcast)"
  }

  private var isCut: Bool { state.withLock { $0.isCut } }

  private func complete(_ lines: InputLines) {
    var problems: [Problem] = []
    state.withLock { state in
      if state.badLines > BadInput.mostLines {
        let more = state.badLines - UInt64(BadInput.mostLines)
        problems.append(.moreBadLines(more, of: name))
      }
      if let reason = lines.failure {
        state.cannotBeRead = true
        problems.append(.unreadable(name, reason: reason))
      }
      if let problem = lines.problem {
        state.isCut = true
        problems.append(.badList(problem, of: name))
      }
      // A file of another kind may pass for one of nothing but comments.
      if lines.format == .lines, state.holdsNoTarget, state.badLines == 0, !state.isCut,
        let kind = FileKind(recognizing: lines.head)
      {
        state.isCut = true
        problems.append(.otherKind(kind, of: name))
      }
      state.isComplete = true
    }
    problems.forEach(report)
    lines.leftOut.sentences.forEach { notice("\(name): \($0)") }
    if nonHostCount > 0 { notice(Self.sentence(nonHosts: nonHostCount)) }
  }
}

extension StreamedTargets: Sequence {
  /// Reads from the input what was not read yet.
  public func makeIterator() -> Iterator {
    Iterator(targets: self)
  }

  /// The destinations, as their lines come.
  public struct Iterator: IteratorProtocol {
    private let targets: StreamedTargets
    private var given: TargetList.Iterator?
    private var lines: InputLines
    private var current: Destinations?

    fileprivate init(targets: StreamedTargets) {
      self.targets = targets
      given = targets.given?.makeIterator()
      lines = InputLines(targets.settings, targets.read)
    }

    /// The next destination; waits for its line.
    public mutating func next() -> Destination? {
      if let destination = given?.next() { return destination }
      given = nil
      while true {
        if let destination = current?.next() { return destination }
        guard !targets.isCut, let line = lines.next() else {
          targets.complete(lines)
          return nil
        }
        current = targets.destinations(line, of: lines)
      }
    }
  }
}
