/// Why a history cannot be used.
public enum HistoryError: Error, Equatable {
  /// There is no file, or it cannot be read.
  case unreadable(path: String, reason: String)
  /// The file cannot be created or may not be written; known before the first packet leaves.
  case cannotCreate(path: String, reason: String)
  /// The file is not an SQLite database.
  case noDatabase(path: String)
  /// The file is a database of something else.
  case foreign(path: String)
  /// A later apiexpose has changed the schema.
  case newer(path: String)
  /// Something in the file is broken.
  case damaged(path: String, reason: String)
  /// Another command is writing it; the holder is what it wrote into the lock file, where that could be read.
  case inUse(path: String, holder: String?)
  /// Another program holds the database; whether it was to be read.
  case locked(path: String, toRead: Bool)
  /// A writer was killed in the middle of a change, which cannot be rolled back without writing the file.
  case interrupted(path: String, reason: String)
  /// The file was deleted, or another one put in its place, while a scan was written into it.
  case gone(path: String)
  /// There is nothing in the file: no scan has been written into it yet.
  case empty(path: String)
  /// Writing failed; what was written before is kept.
  case writeFailed(path: String, reason: String)
  /// There is no such scan.
  case noScan(path: String, wanted: String)
  /// The interrupted scan that is to be gone on with is not in the history.
  case cannotResume(path: String)
}

extension HistoryError: CustomStringConvertible {
  /// What happened, where, and what to do.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "cannot read the history \(path): \(reason)"
    case .cannotCreate(let path, let reason): "cannot write the history \(path): \(reason)"
    case .noDatabase(let path):
      "\(path) is not a history: it is not an SQLite database; name another file, this one is left as it is"
    case .foreign(let path):
      "\(path) is not a history: it is a database of another program; name another file, this one is left as it is"
    case .newer(let path):
      "the history \(path) was written by a newer apiexpose; use that one, the file is left as it is"
    case .damaged(let path, let reason):
      "the history \(path) is damaged: \(reason); save what can be saved with `sqlite3 FILE .recover`"
    case .inUse(let path, let holder?):
      "the history \(path) is being written by \(holder); wait for it"
    case .inUse(let path, nil):
      "the history \(path) is being written by another apiexpose; wait for it"
    case .locked(let path, _):
      "the history \(path) is locked by another program; wait until that lets go of it"
    case .interrupted(let path, let reason):
      "the history \(path) was left in the middle of a change, which only somebody who may write it can take back "
        + "(\(reason)); let its owner list it once, or copy it with \(path)-journal and "
        + "\(path)-wal, as far as they are there, to where you may write"
    case .gone(let path):
      "the history \(path) was deleted or replaced during the scan: it does not hold this scan"
    case .empty(let path):
      "the history \(path) is empty: no scan has been written into it yet"
    case .writeFailed(let path, let reason):
      "cannot write the history \(path): \(reason); the results so far are kept in it"
    case .noScan(let path, let wanted):
      "the history \(path) has no \(wanted)"
    case .cannotResume(let path):
      "cannot resume: the history \(path) does not hold the interrupted scan"
    }
  }
}
