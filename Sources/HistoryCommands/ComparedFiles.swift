import CommandSupport
import Exposure
import History
import Reporting
import PortableFoundation

/// Two files of JSON Lines that `diff` compares.
struct ComparedFiles {
  private struct Side {
    let results: [EndpointResult]
    let content: FileContent

    /// Reads a file, and judges it as a scan does. Throws a `CommandFailure`, also where it cannot be compared.
    init(_ path: String, knowing knowledge: Knowledge) throws {
      var results: [EndpointResult] = []
      let files = try ObservationFiles([path], archiveOption: PastScanOptions.option)
      var judge = ObservationJudge(knowing: knowledge) { observation, assessment in
        results.append(EndpointResult(observation, assessment, position: Int64(results.count)))
      }
      let contents = try files.each { try judge.take($0) }
      try judge.finish()
      self.results = results
      content = contents.first ?? FileContent(name: path)
      if let problem = Comparability.problem(of: content) { throw CommandFailure(.badData, problem) }
    }
  }

  private let before: Side
  private let after: Side

  /// Reads both files, the earlier one first. Throws a `CommandFailure`, also where they do not hold the same part of a
  /// list.
  init(_ earlier: String, _ later: String, knowing knowledge: Knowledge) throws {
    before = try Side(earlier, knowing: knowledge)
    after = try Side(later, knowing: knowledge)
    if let problem = Comparability.problem(of: before.content, and: after.content) {
      throw CommandFailure(.badData, problem)
    }
  }

  /// What changed.
  var changes: [Change] { ChangeRules.changes(from: before.results, to: after.results) }

  /// Says that the files were given the wrong way round, where the times of their rows tell so.
  var doubt: String? {
    guard let first = before.results.map(\.scannedAt).min(),
      let last = after.results.map(\.scannedAt).max(),
      first > last
    else { return nil }
    return "\(before.content.name) was scanned after \(after.content.name): name the "
      + "earlier file first"
  }
}
