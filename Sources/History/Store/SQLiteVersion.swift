import GRDB

/// The SQLite that the process runs with.
public enum SQLiteVersion {
  /// Its version, as it says itself: `3.40.1`.
  public static var current: String {
    let said = try? DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") }
    return said.flatMap(\.self) ?? "unknown"
  }
}
