/// A history as the first release wrote it. It never changes.
enum FirstSchema {
  static let sql = """
    PRAGMA journal_mode = WAL;
    PRAGMA application_id = 1095779672;
    CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
    INSERT INTO grdb_migrations VALUES ('1');
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

    INSERT INTO scans VALUES (
      7, 'finished', 1795385095, 1795385155, 'targets.txt', '0123456789abcdef', '["scan","targets.txt"]', '0.1.0', NULL,
      1, 1, 0, 0
    );
    INSERT INTO endpoints VALUES (3, '192.0.2.1', 6443, '', 'tls');
    INSERT INTO results VALUES (
      40, 7, 1, 3, '192.0.2.1', '', 1795385095, 'version_leak', 'exposed', 'medium', 'anonymous-version', 'v1.30.1',
      NULL, NULL, NULL, NULL, ''
    );
    INSERT INTO lines VALUES (40, '{}');
    """
}
