import ArgumentParser
import CommandSupport
import Exposure
import Pipeline
import Reporting
import Scanning
import Targets
import PortableFoundation

/// One scan, from its list to its reports.
struct ScanRun {
  var list: ScanList
  var settings: ScanSettings
  var plan: ReportPlan
  /// What the checkpoint says of the scan; nil where it could not be resumed.
  var identity: ScanIdentity?
  var resumes = false
  var failOn: [FailureCondition] = []
  var knowledge = Knowledge.builtIn
  /// Where the results are kept beside the reports; nil where they are not.
  var archive: (any ScanArchive)?
  var messages: Messages
  /// The colour of what standard error is to show first.
  var warnings = ColourMode.plain

  /// Scans and reports. Throws a `CommandFailure`.
  func run() async throws -> ExitCode {
    let scanner = Scanner(settings: settings)
    let stopper = ScanStopper(scanner, notice: messages.notice)
    let signals = Signals(received: stopper.receive)
    defer { withExtendedLifetime(signals) {} }
    let checkpoint = try loadCheckpoint()
    let time = ScanTime()
    let begun = time.now
    let pipeline = try openPipeline(resuming: checkpoint)
    let doneBefore = checkpoint?.endpointsDone ?? 0
    let display = messages.display { [list] in
      let (summary, progress) = (pipeline.summary, scanner.progress)
      return ProgressLine(
        done: doneBefore + progress.completed, total: list.total(with: progress), rate: 0,
        exposed: UInt64(clamping: summary.count(Posture.exposed)),
        restricted: UInt64(clamping: summary.count(Posture.restricted)),
        lockedDown: UInt64(clamping: summary.count(Posture.lockedDown)),
        waiting: .init(
          underWay: progress.underWay, silent: progress.silent, longest: progress.longestWait))
    }
    let notices = Task { [messages] in
      while (try? await Task.sleep(for: .seconds(1))) != nil { messages.tell(scanner.takeNotices()) }
    }
    let result: Result<ScanEnd, any Error>
    do {
      result = .success(
        try await list.scan(
          with: scanner, skipping: checkpoint?.destinationsDone ?? 0, into: pipeline.queue))
    } catch {
      result = .failure(error)
    }
    let ended = time.now
    notices.cancel()
    display?.stop()
    messages.tell(scanner.takeNotices())
    return try await conclude(
      result, pipeline,
      // The wall clock may have been set back since the scan was interrupted.
      period: ScanPeriod(start: min(checkpoint?.scan.startedAt ?? begun, begun), end: ended),
      signal: stopper.signal, total: list.total(with: scanner.progress))
  }

  private func conclude(
    _ result: Result<ScanEnd, any Error>, _ pipeline: Pipeline, period: ScanPeriod, signal: Int32?,
    total: UInt64?
  ) async throws -> ExitCode {
    do {
      if let signal, case .success(.stopped) = result {
        let remains = await pipeline.abandon()
        messages.notice(Self.sentence(of: remains, after: pipeline.summary.endpoints, of: total))
        return ExitCode.signal(signal)
      }
      _ = try result.get()
      let summary = try await pipeline.finish(
        ScanEnding(
          duplicatesDropped: list.duplicateCount, excluded: list.excludedCount, period: period),
        announcing: { [list, messages, warnings] summary in
          if let notice = list.notice(ofUnreached: summary) { messages.notice(warnings.warning(notice)) }
        })
      if let number = pipeline.scanNumber { try archive?.printChanges(of: number) }
      if plan.standardOutput?.isTable != true { summary.notices.forEach(messages.notice) }
      return status(summary)
    } catch {
      _ = await pipeline.abandon()
      throw CommandFailure(error, "the scan cannot go on")
    }
  }

  private func status(_ summary: Summary) -> ExitCode {
    if case .streamed(let targets) = list.source {
      if let failure = targets.failure { return failure.status }
      if targets.isEmpty {
        StandardError.line("apiexpose: \(targets.emptiness)")
        return ExitCode.badTargets
      }
    }
    return messages.status(of: summary, failingOn: failOn)
  }

  private func loadCheckpoint() throws(CommandFailure) -> Checkpoint? {
    guard resumes else { return nil }
    do {
      guard let path = try ReportSet.checkpointPath(plan.destinations) else { throw CheckpointError.noFile }
      let checkpoint = try Checkpoint.load(path)
      // Another list is another matter, and the report set says so.
      if let identity, identity.listFingerprint == checkpoint.scan.listFingerprint,
        identity.settings == checkpoint.scan.settings, let done = list.done(checkpoint.destinationsDone)
      {
        try checkpoint.verify(done)
      }
      return checkpoint
    } catch {
      throw CommandFailure(error, "the scan cannot go on")
    }
  }

  private func openPipeline(resuming checkpoint: Checkpoint?) throws(CommandFailure) -> Pipeline {
    var plan = plan
    plan.documents.failOn = failOn
    do {
      let reports = try ReportSet(plan, scan: identity, resuming: checkpoint)
      let archived: (any ArchivedScan)?
      do {
        archived = try archive?.begin(resumingAfter: checkpoint?.endpointsDone)
      } catch {
        reports.discard()
        throw error
      }
      return Pipeline(
        reports, archived: archived, skipped: checkpoint?.destinationsDone ?? 0, knowing: knowledge,
        patience: settings.deadline * 2)
    } catch {
      throw CommandFailure(error, "the scan cannot go on")
    }
  }

  private static func sentence(of remains: ReportSet.Remains, after count: Int, of total: UInt64?) -> String {
    let all = total.map { " of \(grouped($0))" } ?? ""
    let noun = (total ?? UInt64(count)) == 1 ? "endpoint" : "endpoints"
    let start = "interrupted after \(grouped(count))\(all) \(noun)"
    guard !remains.partials.isEmpty else { return start }
    let files = remains.partials.map(printable).joined(separator: ", ")
    let hint = remains.checkpoint == nil ? "" : "; the same command with --resume goes on from there"
    return "\(start): the rows so far are in \(files)\(hint)"
  }
}
