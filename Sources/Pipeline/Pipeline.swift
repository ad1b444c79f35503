import Dispatch
import Exposure
import NIOConcurrencyHelpers
import Reporting
import Synchronization

/// From observations to reports and archive, on a thread of its own: whoever scans or reads never waits for a disk, a
/// reader of standard output, or SQLite.
///
/// Put observations into `queue`, and end with `finish`, `abandon` or `discard`. What fails closes the queue, and is
/// thrown by `finish`.
public final class Pipeline: Sendable {
  /// How an end is wanted.
  private enum Ending: Sendable {
    case finish(ScanEnding, announcing: @Sendable (Summary) -> Void)
    case abandon
    case discard
  }

  /// What an end came to.
  private enum Outcome: Sendable {
    case finished(Result<Summary, any Error>)
    case abandoned(ReportSet.Remains)
    case discarded
  }

  private struct State {
    var summary: Summary
    var failure: (any Error)?
    var ending: Ending?
    var continuation: CheckedContinuation<Outcome, Never>?
  }

  /// Where observations are put.
  public let queue = ObservationQueue()
  /// The number of the scan in its archive; nil where it has none.
  public let scanNumber: Int64?

  /// Only the writer's thread locks it, for as long as it runs.
  private let writer: Mutex<PipelineWriter>
  private let state: NIOLockedValueBox<State>

  /// How often what is written is brought to the disk.
  private static let upkeep = DispatchTimeInterval.seconds(1)

  /// Begins to write; reports and archive are the pipeline's from then on.
  ///
  /// - Parameters:
  ///   - skipped: How many destinations at the list's beginning are left out: a scan that is resumed.
  ///   - knowledge: What endpoints are judged by.
  ///   - patience: How long the endpoints of a name wait for another one of it.
  public init(
    _ reports: sending ReportSet, archived: sending (any ArchivedScan)? = nil, skipped: UInt64 = 0,
    knowing knowledge: Knowledge, patience: Duration = .seconds(60)
  ) {
    scanNumber = archived?.number
    state = NIOLockedValueBox(State(summary: reports.summary))
    writer = Mutex(
      PipelineWriter(
        reports, archived: archived, skipped: skipped, knowing: knowledge, patience: patience))
    DispatchQueue(label: "apiexpose.writer").async { self.write() }
  }

  /// The tally of what is written so far; may be read from any thread.
  public var summary: Summary { state.withLockedValue { $0.summary } }

  /// Completes all reports, with what is known when the scan is over. Throws what writing threw.
  /// - Parameter announcing: Gets the whole tally before the reports show it.
  public func finish(
    _ ending: ScanEnding = ScanEnding(), announcing: @escaping @Sendable (Summary) -> Void = { _ in }
  ) async throws -> Summary {
    switch await end(.finish(ending, announcing: announcing)) {
    case .finished(let result): return try result.get()
    case .abandoned, .discarded: return summary
    }
  }

  /// Keeps what can be kept of a scan that was interrupted or failed; also after `finish` threw.
  public func abandon() async -> ReportSet.Remains {
    switch await end(.abandon) {
    case .abandoned(let remains): remains
    case .finished, .discarded: ReportSet.Remains()
    }
  }

  /// Takes away what was begun: the reports are not to be.
  public func discard() async {
    _ = await end(.discard)
  }

  private func end(_ ending: Ending) async -> Outcome {
    await withCheckedContinuation { continuation in
      state.withLockedValue { state in
        state.ending = ending
        state.continuation = continuation
      }
      queue.end()
    }
  }
}

extension Pipeline {
  /// Runs on the writer's thread until an end is served that leaves nothing to do.
  private func write() {
    writer.withLock { writer in
      // A scan that ends within its first second, by a full disk or a power cut, can be resumed as well.
      attempt { try writer.save() }
      var nextUpkeep = DispatchTime.now() + Self.upkeep
      while true {
        let delivery = queue.take(until: nextUpkeep)
        take(delivery.observations, writer)
        if DispatchTime.now() >= nextUpkeep {
          attempt { try writer.save() }
          nextUpkeep = .now() + Self.upkeep
        }
        if delivery.isLast, serve(writer) { return }
      }
    }
  }

  private func take(_ observations: [OrderedObservation], _ writer: PipelineWriter) {
    guard !observations.isEmpty else { return }
    attempt { try writer.take(observations[...]) }
    let summary = writer.summary
    state.withLockedValue { $0.summary = summary }
    queue.release(count: observations.count, bytes: observations.reduce(0) { $0 + $1.bytes })
  }

  /// Does something that may fail, unless something has failed before.
  private func attempt(_ body: () throws -> Void) {
    guard state.withLockedValue({ $0.failure == nil }) else { return }
    do {
      try body()
    } catch {
      state.withLockedValue { $0.failure = error }
      queue.close()
    }
  }

  /// Serves the end that is wanted. Returns whether nothing may come behind it.
  private func serve(_ writer: PipelineWriter) -> Bool {
    let (ending, continuation, failure) = state.withLockedValue { state in
      defer {
        state.ending = nil
        state.continuation = nil
      }
      return (state.ending, state.continuation, state.failure)
    }
    switch ending {
    case nil:
      // Nobody waits for a report.
      return true
    case .finish(let ending, let announcing):
      let result = Result {
        if let failure { throw failure }
        announcing(writer.summary)
        return try writer.finish(ending)
      }
      if case .failure(let error) = result { state.withLockedValue { $0.failure = error } }
      let isDone = (try? result.get()) != nil
      // Before the caller knows: it will want what is left to be kept.
      if !isDone { queue.reopen() }
      continuation?.resume(returning: .finished(result))
      return isDone
    case .abandon:
      continuation?.resume(returning: .abandoned(writer.abandon(isSound: failure == nil)))
      return true
    case .discard:
      writer.discard()
      continuation?.resume(returning: .discarded)
      return true
    }
  }
}
