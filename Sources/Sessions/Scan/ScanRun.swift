import Exposure
import Pipeline
import Reporting
import Scanning
import Targets
import PortableFoundation

/// One scan, from its list to its reports.
package struct ScanRun {
  private let list: ScanList
  private let settings: ScanSettings
  private let plan: ReportPlan
  /// What the checkpoint says of the scan; nil where it could not be resumed.
  private let identity: ScanIdentity?
  private let resumes: Bool
  private let knowledge: Knowledge
  /// Where the results are kept beside the reports; nil where they are not.
  private let archive: (any ScanArchive)?
  private let messages: Messages
  /// The colour of what standard error is to show first.
  private let warnings: ColourMode
  private let advice: ScanAdvice

  /// A scan of a list.
  /// - Parameters:
  ///   - identity: What the checkpoint says of the scan; nil where it could not be resumed.
  ///   - resumes: Whether to go on with the interrupted scan that wrote the same files.
  ///   - archive: Where the results are kept beside the reports; nil where they are not.
  ///   - warnings: The colour of what standard error is to show first.
  package init(
    list: ScanList, settings: ScanSettings, plan: ReportPlan, identity: ScanIdentity? = nil,
    resumes: Bool = false, knowledge: Knowledge = .builtIn, archive: (any ScanArchive)? = nil,
    messages: Messages, warnings: ColourMode = .plain, advice: ScanAdvice
  ) {
    self.list = list
    self.settings = settings
    self.plan = plan
    self.identity = identity
    self.resumes = resumes
    self.knowledge = knowledge
    self.archive = archive
    self.messages = messages
    self.warnings = warnings
    self.advice = advice
  }

  /// Scans and reports. Throws what scanning, writing and the archive throw.
  package func run() async throws -> SessionEnd {
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
    let notices = Task { [messages, advice] in
      while (try? await Task.sleep(for: .seconds(1))) != nil { messages.tell(scanner.takeNotices(), advice) }
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
    messages.tell(scanner.takeNotices(), advice)
    return try await conclude(
      result, pipeline,
      // The wall clock may have been set back since the scan was interrupted.
      period: ScanPeriod(start: min(checkpoint?.scan.startedAt ?? begun, begun), end: ended),
      signal: stopper.signal, total: list.total(with: scanner.progress))
  }

  private func conclude(
    _ result: Result<ScanEnd, any Error>, _ pipeline: Pipeline, period: ScanPeriod, signal: Int32?,
    total: UInt64?
  ) async throws -> SessionEnd {
    // A proxy that never worked leaves nothing behind; one that worked for a while leaves what it was good for.
    if case .success(.proxyFailed(let fault, let hasWorked)) = result, let proxy = settings.proxy {
      guard hasWorked else {
        await pipeline.discard()
        throw ProxyUnusable(proxy.url, fault)
      }
      let remains = await pipeline.abandon()
      throw ProxyUnusable(
        proxy.url, fault,
        leaving: ScanInterruption(remains: remains, done: pipeline.summary.endpoints, of: total))
    }
    do {
      if let signal, case .success(.stopped) = result {
        let remains = await pipeline.abandon()
        let interruption = ScanInterruption(remains: remains, done: pipeline.summary.endpoints, of: total)
        messages.notice(interruption.sentence(advice))
        return .interrupted(signal: signal)
      }
      _ = try result.get()
      let summary = try await pipeline.finish(
        ScanEnding(
          duplicatesDropped: list.duplicateCount, excluded: list.excludedCount, period: period),
        announcing: { [list, settings, messages, warnings, advice] summary in
          if let notice = list.notice(ofUnreached: summary, through: settings.proxy?.url, advice) {
            messages.notice(warnings.warning(notice))
          }
        })
      if let number = pipeline.scanNumber { try archive?.printChanges(of: number) }
      if plan.standardOutput?.isTable != true { summary.notices.forEach(messages.notice) }
      if list.order.shard == .whole { messages.unused(plan, in: summary) }
      return end(summary)
    } catch {
      _ = await pipeline.abandon()
      throw error
    }
  }

  private func end(_ summary: Summary) -> SessionEnd {
    if case .streamed(let targets) = list.source {
      if let failure = targets.failure { return .inputNotUsed(failure) }
      if targets.isEmpty { return .noTargets(targets.emptiness) }
    }
    return .finished(summary)
  }

  private func loadCheckpoint() throws -> Checkpoint? {
    guard resumes else { return nil }
    guard let path = try ReportSet.checkpointPath(plan.destinations) else { throw CheckpointError.noFile }
    let checkpoint = try Checkpoint.load(path)
    // Another list is another matter, and the report set says so.
    if let identity, identity.listFingerprint == checkpoint.scan.listFingerprint,
      identity.settings == checkpoint.scan.settings, let done = list.done(checkpoint.destinationsDone)
    {
      try checkpoint.verify(done)
    }
    return checkpoint
  }

  private func openPipeline(resuming checkpoint: Checkpoint?) throws -> Pipeline {
    var plan = plan
    // Rows of one report are under one policy, whatever has ended since the scan began.
    if let checkpoint, let policy = plan.documents.policy {
      plan.documents.policy = PolicyInForce(policy.policy, at: checkpoint.scan.startedAt, from: policy.file)
    }
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
  }
}
