import ArgumentParser
import Exposure
import Reporting
import Scanning

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One scan, from its list to its reports.
struct ScanRun {
  var list: ScanList
  var settings: ScanSettings
  var plan: ReportPlan
  /// What the checkpoint says of the scan; nil where it could not be resumed.
  var identity: ScanIdentity?
  var resumes = false
  var failOn: FailureCondition?
  var knowledge = Knowledge.builtIn
  /// Where the results are kept beside the reports; nil where they are not.
  var archive: (any ScanArchive)?
  var messages: Messages

  /// Scans and reports. Throws a `CommandFailure`.
  func run() async throws -> ExitCode {
    let scanner = Scanner(settings: settings)
    let interruption = Interruption(scanner, notice: messages.notice)
    let signals = Signals(received: interruption.receive)
    defer { withExtendedLifetime(signals) {} }
    let checkpoint = try loadCheckpoint()
    let reports = try openReports(resuming: checkpoint)
    // A scan that ends within its first second, by a full disk or a power cut, can be resumed as well.
    reports.save()
    let doneBefore = checkpoint?.endpointsDone ?? 0
    let display = messages.display { [list] in
      let summary = reports.summary
      return ProgressLine(
        done: doneBefore + scanner.progress.delivered, total: list.total, rate: 0,
        exposed: UInt64(clamping: summary.count(Posture.exposed)),
        lockedDown: UInt64(clamping: summary.count(Posture.lockedDown)))
    }
    let upkeep = Task {
      while (try? await Task.sleep(for: .seconds(1))) != nil {
        if !reports.save() { scanner.stop() }
      }
    }
    let result: Result<ScanEnd, any Error>
    do {
      result = .success(
        try await list.scan(with: scanner, skipping: checkpoint?.destinationsDone ?? 0) {
          try reports.take($0, destination: $1)
        })
    } catch {
      result = .failure(error)
    }
    upkeep.cancel()
    display?.stop()
    return try conclude(result, reports: reports, signal: interruption.signal)
  }

  private func conclude(
    _ result: Result<ScanEnd, any Error>, reports: ScanReports, signal: Int32?
  ) throws -> ExitCode {
    do {
      if let signal, case .success(.stopped) = result {
        messages.notice(Self.sentence(of: reports.abandon()))
        return ExitCode.signal(signal)
      }
      _ = try result.get()
      let summary = try reports.finish(
        duplicatesDropped: list.duplicateCount, excluded: list.excludedCount)
      if let number = reports.scanNumber { try archive?.printChanges(of: number) }
      if plan.standardOutput != .table { messages.notice(summary.sentence) }
      return status(summary)
    } catch {
      let remains = reports.abandon()
      throw Self.failure(error, remains: remains)
    }
  }

  private func status(_ summary: Summary) -> ExitCode {
    if case .streamed(let targets) = list.source {
      if let failure = targets.failure { return failure }
      if targets.isEmpty {
        StandardError.line("apiexpose: there is nothing to scan: \(StreamedTargets.name) holds no target")
        return ExitCode.badTargets
      }
    }
    return failOn?.isMet(by: summary) == true ? ExitCode.failedOn : .success
  }

  private func loadCheckpoint() throws(CommandFailure) -> Checkpoint? {
    guard resumes else { return nil }
    do {
      guard let path = try ReportSet.checkpointPath(plan.destinations) else { throw CheckpointError.noFile }
      return try Checkpoint.load(path)
    } catch {
      throw Self.failure(error, remains: nil)
    }
  }

  private func openReports(resuming checkpoint: Checkpoint?) throws(CommandFailure) -> ScanReports {
    do {
      let reports = try ReportSet(plan, scan: identity, resuming: checkpoint)
      let archived: (any ArchivedScan)?
      do {
        archived = try archive?.begin(resumingAfter: checkpoint?.endpointsDone)
      } catch {
        reports.discard()
        throw error
      }
      return ScanReports(
        reports, archived: archived, skipped: checkpoint?.destinationsDone ?? 0, knowing: knowledge,
        patience: settings.deadline * 2)
    } catch {
      throw Self.failure(error, remains: nil)
    }
  }

  private static func failure(_ error: any Error, remains: ReportSet.Remains?) -> CommandFailure {
    switch error {
    case let failure as CommandFailure: failure
    case let failure as OutputFileError: CommandFailure(failure)
    case let failure as CheckpointError: CommandFailure(ExitCode(failure.exitStatus), failure.description)
    default: CommandFailure(ExitCode.systemError, "the scan cannot go on: \(error)")
    }
  }

  private static func sentence(of remains: ReportSet.Remains) -> String {
    guard !remains.partials.isEmpty else { return "interrupted" }
    let files = remains.partials.map(printable).joined(separator: ", ")
    let hint = remains.checkpoint == nil ? "" : "; the same command with --resume goes on from there"
    return "interrupted: the rows so far are in \(files)\(hint)"
  }
}
