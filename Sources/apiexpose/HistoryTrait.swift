import ArgumentParser
import CommandSupport

// The one place where the trait `History` is asked: with it, the target HistoryCommands is a dependency.
#if History
  import HistoryCommands

  /// What `scan` keeps of its results.
  typealias ChosenArchiveOptions = HistoryOptions
  /// Which earlier scan `report` reads.
  typealias ChosenArchivedScanOptions = PastScanOptions

  /// The subcommands that a build may lack.
  enum OptionalCommands {
    static let all: [any ParsableCommand.Type] = [DiffCommand.self, HistoryCommand.self]
    /// The version of SQLite at run time; nil in a build without it.
    static let sqliteVersion: String? = HistoryLibrary.version
  }
#else
  typealias ChosenArchiveOptions = NoArchive
  typealias ChosenArchivedScanOptions = NoArchive

  enum OptionalCommands {
    static let all: [any ParsableCommand.Type] = []
    static let sqliteVersion: String? = nil
  }
#endif
