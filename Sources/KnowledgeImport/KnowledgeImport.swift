import Exposure
import PortableFoundation

/// Makes a knowledge file of files that were downloaded, and of the knowledge that there is.
///
/// It is a function of the files, the knowledge and the day: no clock, no file, no network. The same files over the
/// same knowledge give the same bytes, and files that tell nothing new give the bytes of the knowledge.
public struct KnowledgeImport: Sendable {
  /// The file that results.
  public let json: [UInt8]
  /// What is in it.
  public let knowledge: Knowledge
  /// What came of each file.
  public let reports: [FileReport]
  /// In which it differs from the knowledge before.
  public let changes: [ImportChange]
  /// Where files differ from the knowledge, which stayed as it was.
  public let kept: [ImportChange]
  /// Of what nothing was imported, so that the knowledge is as old as before; none where its day moved.
  public let missing: [String]

  /// Imports files.
  /// - Parameters:
  ///   - files: The files, in any order.
  ///   - base: The knowledge that they are merged into.
  ///   - today: The day of the import, beyond which no file is believed to be from.
  ///   - product: What a calendar is of that does not tell it.
  ///   - downloaded: The day of calendars that carry none.
  public init(
    _ files: [ImportFile], into base: Knowledge, today: CalendarDay, product: CalendarProduct? = nil,
    downloaded: CalendarDay? = nil
  ) throws(ImportFailure) {
    var reading = SourceReading(today: today, product: product)
    var failures: [ImportFailure.Problem] = []
    for file in files {
      do { try reading.read(file) } catch {
        failures.append(ImportFailure.Problem(file: file.name, error: error))
      }
    }
    guard failures.isEmpty else { throw ImportFailure(problems: failures) }
    var merge = ImportMerge(base, today: today, downloaded: downloaded)
    merge.add(&reading)
    reports = reading.reports
    changes = merge.changes.filter { $0.kept == nil }
    kept = merge.changes.filter { $0.kept != nil }
    missing = merge.missing
    json = merge.knowledge.json
    do {
      knowledge = try Knowledge(json: Data(json))
    } catch {
      throw ImportFailure(problems: [], result: error)
    }
  }
}

/// Files that cannot be read, or a result that is no knowledge.
public struct ImportFailure: Error, Sendable {
  /// A file, and why it is not read.
  public struct Problem: Sendable {
    /// The file, as the user names it.
    public let file: String
    /// Why it is not read.
    public let error: ImportError
  }

  /// The files.
  public let problems: [Problem]
  /// What is wrong with the result: it would hold more than a knowledge file may.
  public let result: KnowledgeError?

  init(problems: [Problem], result: KnowledgeError? = nil) {
    self.problems = problems
    self.result = result
  }
}
