import History

/// The library that keeps histories.
package enum HistoryLibrary {
  /// The version of SQLite at run time.
  package static var version: String { SQLiteVersion.current }
}
