import GRDB

/// The tables of a history, one migration after the other. A migration that was ever released is never changed.
enum Schema {
  /// Tells a history from the databases of other programs: `APEX` in ASCII (`PRAGMA application_id`).
  static let applicationID: Int32 = 0x4150_4558

  /// - Parameter rejudgement: How results of earlier releases are judged anew.
  static func migrator(_ rejudgement: Rejudgement = .none) -> DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { try createFirstTables($0) }
    migrator.registerMigration("2") { try addComponents($0, rejudgement) }
    migrator.registerMigration("3") { try addClusters($0, rejudgement) }
    migrator.registerMigration("4") { try addSeenTimes($0) }
    return migrator
  }

  /// What findings are compared by, and what was known of each endpoint with each result. Results of before keep no grounds:
  /// their findings are compared with none, and their times follow from verdicts.
  private static func addSeenTimes(_ database: Database) throws {
    try database.execute(
      sql: """
        ALTER TABLE results ADD COLUMN finding_severities TEXT;
        ALTER TABLE results ADD COLUMN grounds TEXT;
        ALTER TABLE results ADD COLUMN cluster_id TEXT;
        ALTER TABLE results ADD COLUMN first_seen INTEGER;
        ALTER TABLE results ADD COLUMN last_changed INTEGER;
        """)
    try SeenTimesLookup.fill(database)
  }

  /// How many clusters a scan found; unknown while it runs, and where it did not end. Scans of before are counted by
  /// their lines.
  private static func addClusters(_ database: Database, _ rejudgement: Rejudgement) throws {
    try database.execute(
      sql: """
        ALTER TABLE scans ADD COLUMN clusters INTEGER;
        ALTER TABLE scans ADD COLUMN exposed_clusters INTEGER;
        ALTER TABLE scans ADD COLUMN restricted_clusters INTEGER;
        ALTER TABLE scans ADD COLUMN locked_down_clusters INTEGER;
        """)
    try rejudgement.countClusters(database)
  }

  /// The component of each result, and how many results of a scan are restricted. Verdicts, postures and severities of
  /// 0.1.0 followed other rules: every result is judged anew by what its line holds.
  private static func addComponents(_ database: Database, _ rejudgement: Rejudgement) throws {
    try database.execute(
      sql: """
        ALTER TABLE results ADD COLUMN component TEXT;
        ALTER TABLE scans ADD COLUMN restricted INTEGER NOT NULL DEFAULT 0;
        """)
    try rejudgement.run(database)
    try database.execute(
      sql: """
        UPDATE scans SET
          exposed = (SELECT COUNT(*) FROM results WHERE scan_id = scans.id AND posture = 'exposed'),
          restricted = (SELECT COUNT(*) FROM results WHERE scan_id = scans.id AND posture = 'restricted'),
          locked_down = (SELECT COUNT(*) FROM results WHERE scan_id = scans.id AND posture = 'locked_down'),
          unreachable = (SELECT COUNT(*) FROM results WHERE scan_id = scans.id AND posture = 'unreachable')
        """)
  }

  /// Results are narrow, so that a question reads little; the whole of each lies apart in `lines`. Times are Unix
  /// seconds. Endpoints are stored once: an absent name or address is the empty text, since NULLs are never equal.
  private static func createFirstTables(_ database: Database) throws {
    try database.execute(
      sql: """
        PRAGMA application_id = \(applicationID);

        CREATE TABLE scans (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'unfinished')),
          started_at INTEGER NOT NULL,
          ended_at INTEGER,
          scope TEXT NOT NULL,
          list_fingerprint TEXT NOT NULL,
          arguments TEXT NOT NULL,
          tool_version TEXT NOT NULL,
          knowledge_date TEXT,
          endpoints INTEGER NOT NULL DEFAULT 0,
          exposed INTEGER NOT NULL DEFAULT 0,
          locked_down INTEGER NOT NULL DEFAULT 0,
          unreachable INTEGER NOT NULL DEFAULT 0
        );
        CREATE INDEX scans_by_scope ON scans (scope, state, id);

        CREATE TABLE endpoints (
          id INTEGER PRIMARY KEY,
          address TEXT NOT NULL,
          port INTEGER NOT NULL,
          server_name TEXT NOT NULL,
          transport TEXT NOT NULL,
          UNIQUE (address, port, server_name, transport)
        );
        CREATE INDEX endpoints_by_name ON endpoints (server_name, port);

        CREATE TABLE results (
          id INTEGER PRIMARY KEY,
          scan_id INTEGER NOT NULL REFERENCES scans ON DELETE CASCADE,
          position INTEGER NOT NULL,
          endpoint_id INTEGER NOT NULL REFERENCES endpoints,
          target TEXT NOT NULL,
          labels TEXT NOT NULL,
          scanned_at INTEGER NOT NULL,
          verdict TEXT NOT NULL,
          posture TEXT NOT NULL,
          severity TEXT NOT NULL,
          findings TEXT NOT NULL,
          git_version TEXT,
          distribution TEXT,
          certificate_fingerprint TEXT,
          certificate_not_after INTEGER,
          server_started_at INTEGER,
          error TEXT NOT NULL,
          UNIQUE (scan_id, position)
        );
        CREATE INDEX results_by_endpoint ON results (endpoint_id, scan_id);

        CREATE TABLE lines (
          result_id INTEGER PRIMARY KEY REFERENCES results ON DELETE CASCADE,
          line BLOB NOT NULL
        );
        """)
  }
}
