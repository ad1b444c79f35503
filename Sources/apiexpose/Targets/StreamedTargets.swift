import Exposure
import Synchronization

/// The targets of the arguments, if there are any, and behind them those of standard input, line by line as they come.
///
/// A bad line is reported and passed over: what came before it is being scanned already.
final class StreamedTargets: Sendable {
  static let name = "standard input"

  private struct State {
    var stream: TargetStream
    var isComplete = false
    var badLines = 0
    var isCut = false
  }

  private let given: TargetList?
  private let descriptor: Int32
  private let state: Mutex<State>
  private let report: @Sendable (String) -> Void

  /// Targets that are read from a descriptor; `report` is given a sentence for each line that cannot be used.
  init(
    after list: TargetList?, of targets: GivenTargets, descriptor: Int32 = 0,
    report: @escaping @Sendable (String) -> Void
  ) {
    given = list
    self.descriptor = descriptor
    self.report = report
    let stream =
      if let list {
        TargetStream(name: Self.name, following: list, maximum: targets.maximum)
      } else {
        TargetStream(
          name: Self.name, ports: targets.ports, exclusions: targets.exclusions, maximum: targets.maximum)
      }
    state = Mutex(State(stream: stream))
  }

  /// The endpoints in all; nil while the input has not come to its end.
  var total: UInt64? { state.withLock { $0.isComplete ? $0.stream.endpointCount : nil } }

  /// The endpoints that were dropped because they came earlier.
  var duplicateCount: UInt64 { state.withLock { $0.stream.duplicateCount } }

  /// The endpoints that were dropped because they are excluded.
  var excludedCount: UInt64 { state.withLock { $0.stream.excludedCount } }

  /// Whether lines were passed over, or the stream was cut where it came to too many endpoints.
  var hasBadLines: Bool { state.withLock { $0.badLines > 0 || $0.isCut } }

  /// Whether no line held a target.
  var isEmpty: Bool { state.withLock { $0.isComplete && $0.stream.entryCount == 0 } }

  /// Whether an exclusion that has come so far covers an address.
  func excludes(address: IPAddress, port: UInt16) -> Bool {
    state.withLock { $0.stream.exclusions.excludes(address: address, port: port) }
  }

  private func destinations(line: [UInt8]) -> Destinations? {
    let outcome = state.withLock { state in
      let outcome = Result { () throws(TargetStreamError) in try state.stream.destinations(line: line) }
      switch outcome {
      case .success: break
      case .failure(.badLine): state.badLines += 1
      case .failure(.tooMany): state.isCut = true
      }
      return outcome
    }
    switch outcome {
    case .success(let destinations):
      return destinations
    case .failure(let error):
      report(error.description)
      return nil
    }
  }

  private var isCut: Bool { state.withLock { $0.isCut } }

  private func complete() {
    state.withLock { $0.isComplete = true }
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
          targets.complete()
          return nil
        }
        current = targets.destinations(line: line)
      }
    }
  }
}
