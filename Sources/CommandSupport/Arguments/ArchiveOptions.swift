import ArgumentParser
import Pipeline
import Reporting

/// The options by which `scan` keeps its results. The defaults are those of a build that keeps none.
package protocol ArchiveOptions: ParsableArguments {
  /// A line for the examples of `scan`, behind a line feed; empty if there is none.
  static var example: String { get }

  /// Whether results are kept.
  var isKept: Bool { get }
  /// Whether only what changed is printed.
  var changesOnly: Bool { get }
  /// The files in which results are kept.
  var files: [String] { get }

  /// Opens the archive; nil where results are not kept. Throws a `CommandFailure`.
  /// - Parameter format: How changes are printed.
  func open(
    scope: String, listFingerprint: String, knowledgeDate: String, changesAs format: ListingFormat?,
    isQuiet: Bool
  ) throws -> (any ScanArchive)?
}

/// The options by which `report` reads a scan that was kept. The defaults are those of a build that keeps none.
package protocol ArchivedScanOptions: ParsableArguments {
  /// The option after which a history is named; nil if there is none.
  static var option: String? { get }
  /// What the help of `report` says of them: behind the files that it reads, at the end, and among the examples.
  static var orHistory: String { get }
  static var overTime: String { get }
  static var example: String { get }
  /// What is said where nothing is named to be read.
  static var nothingNamed: String { get }

  /// Whether an archive is named.
  var isNamed: Bool { get }
  /// The files of the archive.
  var files: [String] { get }

  /// Opens the scan; nil where no archive is named. Throws a `CommandFailure`.
  func open() throws -> (any PastScan)?
}

extension ArchiveOptions {
  package static var example: String { "" }
  package var isKept: Bool { false }
  package var changesOnly: Bool { false }
  package var files: [String] { [] }

  package func open(
    scope: String, listFingerprint: String, knowledgeDate: String, changesAs format: ListingFormat?,
    isQuiet: Bool
  ) throws -> (any ScanArchive)? { nil }
}

extension ArchivedScanOptions {
  package static var option: String? { nil }
  package static var orHistory: String { "" }
  package static var overTime: String { "" }
  package static var example: String { "" }
  package static var nothingNamed: String { "Name files of JSON Lines." }
  package var isNamed: Bool { false }
  package var files: [String] { [] }

  package func open() throws -> (any PastScan)? { nil }
}

/// No option: nothing is kept, and no earlier scan can be named.
package struct NoArchive: ArchiveOptions, ArchivedScanOptions {
  package static var example: String { "" }
  package var files: [String] { [] }

  package init() {}
}
