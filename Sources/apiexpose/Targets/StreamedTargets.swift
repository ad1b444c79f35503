import ArgumentParser
import Exposure
import Targets
import Synchronization

/// The targets of the arguments, if there are any, and behind them those of standard input, line by line as they come.
///
/// A bad line is reported and passed over: what came before it is being scanned already. Input that is no list at all is
/// reported once, and the rest of it is not read.
final class StreamedTargets: Sendable {
  static let name = StandardInput.name

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

  private let given: TargetList?
  private let descriptor: Int32
  private let state: Mutex<State>
  private let report: @Sendable (String) -> Void
  private let notice: @Sendable (String) -> Void

  /// Targets that are read from a descriptor; `report` is given a sentence for each line that cannot be used, `notice`
  /// one for what is left out.
  init(
    after list: TargetList?, of targets: GivenTargets, descriptor: Int32 = StandardInput.descriptor,
    report: @escaping @Sendable (String) -> Void,
    notice: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    given = list
    self.descriptor = descriptor
    self.report = report
    self.notice = notice
    let stream =
      if let list {
        TargetStream(name: Self.name, following: list, maximum: targets.maximum)
      } else {
        TargetStream(
          name: Self.name, ports: targets.ports, exclusions: targets.exclusions, maximum: targets.maximum)
      }
    state = Mutex(State(stream))
  }

  /// The endpoints in all; nil while the input has not come to its end.
  var total: UInt64? { state.withLock { $0.isComplete ? $0.stream.endpointCount : nil } }

  /// The endpoints that were dropped because they came earlier.
  var duplicateCount: UInt64 { state.withLock { $0.stream.duplicateCount } }

  /// The endpoints that were dropped because they are excluded.
  var excludedCount: UInt64 { state.withLock { $0.stream.excludedCount } }

  /// The endpoints of blocks that were left out because their address names no host.
  var nonHostCount: UInt64 { state.withLock { $0.stream.nonHostCount } }

  /// The status where the input could not be read to its end (66), where lines were passed over, or where it was cut:
  /// it came to too many endpoints, or is no list (65). Nil where all of it was used.
  var failure: ExitCode? {
    state.withLock { state in
      if state.cannotBeRead { return .noInput }
      return state.badLines > 0 || state.isCut ? .badTargets : nil
    }
  }

  /// What is said where no line held a target.
  static let emptiness = "there is nothing to scan: \(name) holds no target"

  /// Whether no line held a target.
  var isEmpty: Bool { state.withLock { $0.isComplete && $0.stream.entryCount == 0 } }

  /// Whether an exclusion that has come so far covers an address.
  func excludes(address: IPAddress, port: UInt16) -> Bool {
    state.withLock { $0.stream.exclusions.excludes(address: address, port: port) }
  }

  /// The destinations of a line; `head` is the beginning of the input.
  private func destinations(line: [UInt8], head: [UInt8]) -> Destinations? {
    let outcome = state.withLock { state in
      Result { () throws(TargetStreamError) in try state.stream.destinations(line: line) }
    }
    switch outcome {
    case .success(let destinations):
      return destinations
    case .failure(.tooMany(let excess)):
      state.withLock { $0.isCut = true }
      report(excess.description)
    case .failure(.badLine(let line)):
      if let sentence = sentence(of: line, head: head) { report(sentence) }
    }
    return nil
  }

  /// What is said of a bad line: what the input is, where it is no list at all; nothing beyond a number of lines.
  private func sentence(of line: BadLine, head: [UInt8]) -> String? {
    state.withLock { state in
      if state.holdsNoTarget, let kind = FileKind(recognizing: head) {
        state.isCut = true
        return Self.sentence(kind)
      }
      state.badLines += 1
      return state.badLines > BadInput.mostLines ? nil : line.description
    }
  }

  /// What is said of endpoints of blocks that are left out.
  static func sentence(nonHosts count: UInt64) -> String {
    "\(counted(count, "endpoint")) left out: the address names no host (0.0.0.0/8, ::, multicast, broadcast)"
  }

  private static func sentence(_ kind: FileKind) -> String { "\(name): \(kind)" }

  private var isCut: Bool { state.withLock { $0.isCut } }

  private func complete(_ lines: LineReader) {
    var sentences: [String] = []
    state.withLock { state in
      if state.badLines > BadInput.mostLines {
        let more = state.badLines - UInt64(BadInput.mostLines)
        sentences.append("\(Self.name): \(counted(more, "more line")) could not be understood")
      }
      if let reason = lines.failure {
        state.cannotBeRead = true
        sentences.append("\(StandardInput.failure(reason).message); the targets before that were used")
      }
      // A file of another kind may pass for one of nothing but comments.
      if state.holdsNoTarget, state.badLines == 0, !state.isCut, let kind = FileKind(recognizing: lines.head)
      {
        state.isCut = true
        sentences.append(Self.sentence(kind))
      }
      state.isComplete = true
    }
    sentences.forEach(report)
    if nonHostCount > 0 { notice(Self.sentence(nonHosts: nonHostCount)) }
  }
}

extension StreamedTargets: Sequence {
  func makeIterator() -> Iterator {
    Iterator(targets: self)
  }

  struct Iterator: IteratorProtocol {
    private let targets: StreamedTargets
    private var given: TargetList.Iterator?
    private var lines: LineReader
    private var current: Destinations?

    fileprivate init(targets: StreamedTargets) {
      self.targets = targets
      given = targets.given?.makeIterator()
      lines = LineReader(descriptor: targets.descriptor)
    }

    mutating func next() -> Destination? {
      if let destination = given?.next() { return destination }
      given = nil
      while true {
        if let destination = current?.next() { return destination }
        guard !targets.isCut, let line = lines.next() else {
          targets.complete(lines)
          return nil
        }
        current = targets.destinations(line: line, head: lines.head)
      }
    }
  }
}
