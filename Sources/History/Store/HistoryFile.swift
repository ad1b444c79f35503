import GRDB
import PortableLibc

/// A history: one SQLite file with all scans, open for reading by anyone and for writing by one.
public final class HistoryFile: Sendable {
  /// The path as it was given.
  public let path: String

  let database: DatabaseQueue
  private let lock: HistoryLock?
  /// Which file the path named when it was opened to be written.
  private let inode: FileNumber?

  /// How long one statement may wait for a reader that holds the file, in seconds. Readers of WAL hold it for an
  /// instant only, at its end and its beginning.
  private static let busyTimeout = 10.0

  private init(path: String, database: DatabaseQueue, lock: HistoryLock?) {
    self.path = path
    self.database = database
    self.lock = lock
    inode = lock == nil ? nil : Self.number(of: path)
  }

  /// Throws where the path no longer names the file that is written: what is written then goes with this process.
  func checkIsThere() throws(HistoryError) {
    guard lock == nil || Self.number(of: path) == inode else { throw .gone(path: path) }
  }

  /// Opens a history to ask it. One of an earlier release is asked in a copy that is brought up to date: the file is left
  /// as it is.
  /// - Parameter rejudgement: How results of earlier releases are judged anew.
  public static func reading(
    _ path: String, rejudging rejudgement: Rejudgement = .none
  ) throws(HistoryError) -> HistoryFile {
    try reading(path, rejudging: rejudgement, busyTimeout: busyTimeout)
  }

  static func reading(
    _ path: String, rejudging rejudgement: Rejudgement = .none, busyTimeout: Double
  ) throws(HistoryError) -> HistoryFile {
    try checkKind(path)
    let database = try checked(path, while: .openingToRead, busyTimeout: busyTimeout)
    do {
      let migrator = Schema.migrator(rejudgement)
      let isCurrent = try database.read { try migrator.hasCompletedMigrations($0) }
      if isCurrent { return HistoryFile(path: path, database: database, lock: nil) }
      // SQLite keeps a database without a name in a temporary file, which goes when it is closed.
      let copy = try DatabaseQueue(path: "", configuration: configuration)
      try database.backup(to: copy)
      try migrator.migrate(copy)
      return HistoryFile(path: path, database: copy, lock: nil)
    } catch {
      throw HistoryError(error, path: path, while: .openingToRead)
    }
  }

  /// Opens a history to write it, alone: creates it where there is none, brings an older schema up to date, and marks
  /// scans that died.
  /// - Parameters:
  ///   - lockTimeout: How long to wait for another writer; zero does not wait.
  ///   - rejudgement: How results of earlier releases are judged anew.
  public static func writing(
    _ path: String, lockTimeout: Duration = .zero, rejudging rejudgement: Rejudgement = .none
  ) throws(HistoryError) -> HistoryFile {
    let isThere = access(path, F_OK) == 0
    if isThere {
      try checkKind(path)
      guard access(path, W_OK) == 0 else { throw .cannotCreate(path: path, reason: systemReason(errno)) }
    }
    let lock = try HistoryLock(path, timeout: lockTimeout)
    // Before a byte is written: a file that is not a history stays as it is.
    if isThere, size(path) > 0 { _ = try checked(path, while: .openingToWrite) }
    do {
      var configuration = self.configuration
      configuration.journalMode = .wal
      let database = try DatabaseQueue(path: path, configuration: configuration)
      try Schema.migrator(rejudgement).migrate(database)
      try database.write { database in
        try database.execute(sql: "UPDATE scans SET state = 'unfinished' WHERE state = 'running'")
      }
      return HistoryFile(path: path, database: database, lock: lock)
    } catch {
      throw HistoryError(error, path: path, while: .openingToWrite)
    }
  }

  /// All files that a history of this path may have: its own, SQLite's (sqlite.org/tempfiles.html) and the lock.
  public static func paths(of path: String?) -> [String] {
    path.map { path in ["", "-wal", "-shm", "-journal", ".lock"].map { path + $0 } } ?? []
  }

  /// Whether somebody is writing it now.
  public var isBeingWritten: Bool { lock != nil || HistoryLock.isHeld(path) }

  /// Brings everything into the one file, so that it can be read where no other file may be created, and lets it go.
  /// Without it nothing is lost: the next to open finds the rest in `FILE-wal`.
  public func close() {
    if lock != nil {
      try? database.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
    }
    try? database.close()
  }

  func read<Value>(_ question: (Database) throws -> Value) throws(HistoryError) -> Value {
    do {
      return try database.read(question)
    } catch {
      throw HistoryError(error, path: path, while: .reading)
    }
  }

  /// Asks without a transaction, for one row.
  func ask<Value>(_ question: (Database) throws -> Value) throws(HistoryError) -> Value {
    do {
      return try database.unsafeRead(question)
    } catch {
      throw HistoryError(error, path: path, while: .reading)
    }
  }

  func write<Value>(_ body: (Database) throws -> Value) throws(HistoryError) -> Value {
    do {
      return try database.write(body)
    } catch {
      throw HistoryError(error, path: path, while: .writing)
    }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = "apiexpose.history"
    configuration.busyMode = .timeout(busyTimeout)
    return configuration
  }

  /// The file open for reading, after seeing that it is a history that this program understands. What a writer that was
  /// killed left in `FILE-journal` is rolled back first, which reading alone cannot.
  private static func checked(
    _ path: String, while moment: HistoryError.Moment, busyTimeout: Double = busyTimeout
  ) throws(HistoryError) -> DatabaseQueue {
    do {
      do {
        return try opened(path, while: moment, busyTimeout: busyTimeout)
      } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK {
        try HotJournal.rollBack(path, configuration)
        return try opened(path, while: moment, busyTimeout: busyTimeout)
      }
    } catch {
      throw HistoryError(error, path: path, while: moment)
    }
  }

  private static func opened(
    _ path: String, while moment: HistoryError.Moment, busyTimeout: Double
  ) throws -> DatabaseQueue {
    var configuration = self.configuration
    configuration.busyMode = .timeout(busyTimeout)
    configuration.readonly = true
    let database = try DatabaseQueue(path: path, configuration: configuration)
    let (identifier, tables, isNewer) = try database.read { database in
      (
        try Int32.fetchOne(database, sql: "PRAGMA application_id"),
        try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master"),
        try Schema.migrator().hasBeenSuperseded(database)
      )
    }
    // Who died while creating it leaves an empty database.
    guard identifier == Schema.applicationID || identifier == 0 && tables == 0 else {
      throw HistoryError.foreign(path: path)
    }
    guard !isNewer else { throw HistoryError.newer(path: path) }
    // Before a scan is written there is no table to ask.
    guard tables != 0 || moment == .openingToWrite else { throw HistoryError.empty(path: path) }
    return database
  }

  private static func checkKind(_ path: String) throws(HistoryError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .unreadable(path: path, reason: systemReason(errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(path: path, reason: "it is no regular file")
    }
    guard access(path, R_OK) == 0 else { throw .unreadable(path: path, reason: systemReason(errno)) }
  }

  /// What tells one file from another.
  private struct FileNumber: Equatable {
    let device: dev_t
    let inode: ino_t
  }

  private static func number(of path: String) -> FileNumber? {
    var status = stat()
    return stat(path, &status) == 0 ? FileNumber(device: status.st_dev, inode: status.st_ino) : nil
  }

  private static func size(_ path: String) -> Int64 {
    var status = stat()
    return stat(path, &status) == 0 ? Int64(status.st_size) : 0
  }
}
