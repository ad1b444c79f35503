import Exposure
import Reporting

extension Pipeline {
  /// The queue takes nothing more: what closed it is what `finish` throws.
  private struct QueueClosed: Error {}

  /// Reports on observations that earlier scans made, judged anew.
  ///
  /// - Parameters:
  ///   - check: Throws where the run is to end at the next endpoint: nothing is written then.
  ///   - each: Gives every observation, in order, to its argument, and throws what that throws.
  /// - Throws: What `check`, `each` or writing throws. No file is left behind then, but for the rows that a full disk stopped.
  public static func reread(
    _ plan: ReportPlan, check: @escaping () throws -> Void = {},
    each: (_ take: (Observation) throws -> Void) throws -> Void
  ) async throws -> Summary {
    let pipeline = Pipeline(try ReportSet(plan, scan: nil, directly: true), knowing: plan.documents.knowledge)
    do {
      try each { observation in
        try check()
        guard pipeline.queue.offer(OrderedObservation(observation, destination: 0)) else {
          throw QueueClosed()
        }
      }
      try check()
      return try await pipeline.finish()
    } catch let error where error is OutputFileError || error is QueueClosed {
      return try await pipeline.conclude(after: error)
    } catch {
      await pipeline.discard()
      throw error
    }
  }

  private func conclude(after error: any Error) async throws -> Summary {
    do {
      guard error is QueueClosed else { throw error }
      return try await finish()
    } catch {
      _ = await abandon()
      throw error
    }
  }
}
