import GRDB
import PortableLibc

/// The journal that a writer leaves that is killed while it changes the file without a write-ahead log: when the history
/// is created, and when it goes into WAL mode and out of it. Nobody can read the file before it is rolled back, and only
/// who may write can do that (sqlite.org/lockingv3.html, "hot journals").
enum HotJournal {
  /// Rolls back what was begun. SQLite's own locks keep two that do so apart, and a running writer's journal untouched.
  static func rollBack(_ path: String, _ configuration: Configuration) throws {
    guard isHistory(path) else { throw HistoryError.foreign(path: path) }
    if let refusal = refusal(path) { throw HistoryError.interrupted(path: path, reason: refusal) }
    let database = try DatabaseQueue(path: path, configuration: configuration)
    try database.inDatabase { _ = try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM sqlite_master") }
    try database.close()
  }

  /// Why the file, its journal or their directory may not be written; nil where they may. SQLite puts the journal beside
  /// the file that a link leads to.
  private static func refusal(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return systemReason(errno) }
    defer { free(resolved) }
    let real = String(cString: resolved)
    let directory = real.lastIndex(of: "/").map { String(real[...$0]) } ?? "."
    for place in [real, real + "-journal", directory] where access(place, W_OK) != 0 && errno != ENOENT {
      return "\(place): \(systemReason(errno))"
    }
    return nil
  }

  /// Whether the file says that it is a history, or has a single page and so no table yet. Another program's file is left
  /// as it is (sqlite.org/fileformat.html: page size at byte 16, application id at byte 68).
  private static func isHistory(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    guard let header = try? readBytes(descriptor, atMost: 72), header.count == 72 else { return false }
    let identifier = header[68..<72].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard identifier == 0 else { return identifier == UInt32(bitPattern: Schema.applicationID) }
    let pageSize = Int64(header[16]) << 8 | Int64(header[17])
    return lseek(descriptor, 0, SEEK_END) <= (pageSize == 1 ? 65_536 : pageSize)
  }
}
