import GRDB
import PortableFoundation

extension HistoryFile {
  /// Forgets scans that began before a time, with all their results, and gives the disk its room back. The last
  /// finished scan of each scope stays whatever its age: the next one is compared with it.
  /// - Returns: How many scans went.
  public func prune(before date: Date) throws(HistoryError) -> Int {
    let count = try write { database in
      try database.execute(
        sql: """
          DELETE FROM scans WHERE started_at < ? AND id NOT IN
            (SELECT MAX(id) FROM scans WHERE state = 'finished' GROUP BY scope)
          """, arguments: [date.unixSeconds])
      let count = database.changesCount
      if count > 0 {
        try database.execute(
          sql: """
            DELETE FROM endpoints
            WHERE NOT EXISTS (SELECT 1 FROM results WHERE results.endpoint_id = endpoints.id)
            """)
      }
      return count
    }
    guard count > 0 else { return 0 }
    do {
      try database.vacuum()
    } catch {
      throw HistoryError(error, path: path, while: .writing)
    }
    return count
  }
}
