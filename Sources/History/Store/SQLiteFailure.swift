import GRDB
import PortableLibc

extension HistoryError {
  /// What was being done when SQLite failed.
  enum Moment {
    case openingToRead
    case openingToWrite
    case reading
    case writing
  }

  /// Makes the error that SQLite's means at that moment.
  init(_ error: any Error, path: String, while moment: Moment) {
    if let error = error as? HistoryError {
      self = error
      return
    }
    guard let failure = error as? DatabaseError else {
      self = .damaged(path: path, reason: "\(error)")
      return
    }
    let reason = failure.message ?? failure.resultCode.description
    switch (failure.resultCode, moment) {
    case (.SQLITE_NOTADB, _): self = .noDatabase(path: path)
    case (.SQLITE_CORRUPT, _): self = .damaged(path: path, reason: reason)
    case (.SQLITE_BUSY, .openingToWrite), (.SQLITE_LOCKED, .openingToWrite):
      self = .locked(path: path, toRead: false)
    case (.SQLITE_BUSY, .writing), (.SQLITE_LOCKED, .writing):
      self = .writeFailed(path: path, reason: "it is locked by another program")
    case (.SQLITE_BUSY, _), (.SQLITE_LOCKED, _): self = .locked(path: path, toRead: true)
    case (.SQLITE_READONLY, .openingToRead), (.SQLITE_READONLY, .reading):
      self = .interrupted(path: path, reason: reason)
    // The log of a writer that was killed cannot be read without `FILE-shm`, which only who may write there can create.
    case (.SQLITE_CANTOPEN, .openingToRead) where access(path + "-wal", F_OK) == 0:
      self = .interrupted(path: path, reason: reason)
    case (_, .openingToWrite): self = .cannotCreate(path: path, reason: reason)
    case (_, .writing): self = .writeFailed(path: path, reason: reason)
    case (_, .openingToRead), (_, .reading): self = .unreadable(path: path, reason: reason)
    }
  }
}
