import Exposure
import Fixtures
import Foundation
import GRDB
import Targets
import Testing

@testable import History

@Suite("A history with values that nobody could have written")
struct StoredRowTests {
  private let directory: TemporaryDirectory
  private var path: String { directory.file("h.sqlite") }

  init() throws { directory = try TemporaryDirectory() }

  /// What is put into the file, and the place that the failure names.
  private static let ofResults: [(sql: String, place: String)] = [
    ("UPDATE endpoints SET port = 70000", "results row 1, column port holds 70000"),
    ("UPDATE endpoints SET port = -1", "results row 1, column port holds -1"),
    ("UPDATE endpoints SET port = 'https'", "results row 1, column port holds \"https\""),
    ("UPDATE endpoints SET port = 1e300", "results row 1, column port holds 1e+300"),
    (
      "UPDATE endpoints SET address = 'nowhere' WHERE id = 1",
      "results row 1, column address holds \"nowhere\""
    ),
    ("UPDATE endpoints SET address = x'ff00' WHERE id = 1", "results row 1, column address holds 2 bytes"),
    ("UPDATE endpoints SET transport = 'pigeon'", "results row 1, column transport holds \"pigeon\""),
    ("UPDATE results SET position = -5 WHERE id = 1", "results row 1, column position holds -5"),
    (
      "UPDATE results SET scanned_at = 9223372036854775807",
      "results row 1, column scanned_at holds 9223372036854775807"
    ),
    ("UPDATE results SET scanned_at = -9e18", "results row 1, column scanned_at holds -9000000000000000000"),
    ("UPDATE results SET scanned_at = 1e300", "results row 1, column scanned_at holds 1e+300"),
    ("UPDATE results SET scanned_at = 'soon'", "results row 1, column scanned_at holds \"soon\""),
    (
      "UPDATE results SET certificate_not_after = 1e17",
      "results row 1, column certificate_not_after holds 100000000000000000"
    ),
    ("UPDATE results SET server_started_at = 'x'", "results row 1, column server_started_at holds \"x\""),
    ("UPDATE results SET verdict = 'fine'", "results row 1, column verdict holds \"fine\""),
    ("UPDATE results SET severity = 7", "results row 1, column severity holds \"7\""),
    ("UPDATE results SET component = 'toaster'", "results row 1, column component holds \"toaster\""),
    (
      "UPDATE results SET finding_severities = 'medium awful'",
      "results row 1, column finding_severities holds \"medium awful\""
    ),
    ("UPDATE results SET git_version = x'ff'", "results row 1, column git_version holds 1 bytes"),
  ]

  private static let ofScans: [(sql: String, place: String)] = [
    (
      "UPDATE scans SET started_at = 9223372036854775807",
      "scans row 1, column started_at holds 9223372036854775807"
    ),
    (
      "UPDATE scans SET ended_at = -9223372036854775808",
      "scans row 1, column ended_at holds -9223372036854775808"
    ),
    ("UPDATE scans SET endpoints = -1", "scans row 1, column endpoints holds -1"),
    (
      "UPDATE scans SET exposed = 9223372036854775807",
      "scans row 1, column exposed holds 9223372036854775807"
    ),
    ("UPDATE scans SET clusters = 'all'", "scans row 1, column clusters holds \"all\""),
    (
      "UPDATE scans SET clusters = 1, exposed_clusters = 9223372036854775807",
      "scans row 1, column exposed_clusters holds 9223372036854775807"
    ),
    ("UPDATE scans SET arguments = '{\"a\":1}'", "scans row 1, column arguments holds \"{\"a\":1}\""),
    ("UPDATE scans SET scope = x'00ff'", "scans row 1, column scope holds 2 bytes"),
    (
      "ALTER TABLE scans RENAME COLUMN tool_version TO version",
      "scans row 1, column tool_version holds nothing"
    ),
  ]

  private func damaged(_ sql: String) throws -> HistoryFile {
    let writer = try HistoryFile.writing(path)
    try writer.record([.sample(.versionLeak, address: 0), .sample(.lockedDown, address: 1)])
    try writer.record([.sample(.lockedDown, address: 0, day: 1)], day: 1)
    try writer.write { try $0.execute(sql: sql) }
    writer.close()
    return try HistoryFile.reading(path)
  }

  private func expectDamage(_ place: String, _ body: () throws -> Void) {
    #expect {
      try body()
    } throws: { error in
      guard case HistoryError.damaged(path, let reason) = error else { return false }
      return reason == "\(place) where that cannot be"
    }
  }

  @Test("is damaged, and the failure names row and column of a result", arguments: ofResults)
  func results(_ sql: String, _ place: String) throws {
    let file = try damaged(sql)
    expectDamage(place) { _ = try file.results(of: 1) }
    let (first, last) = try (file.scan(.number(1)), file.scan(.newest))
    // Whatever is asked, it ends with an answer or a failure.
    _ = try? file.comparison(from: first, to: last, confirm: 2)
    _ = try? file.timeline(of: .address(.v4(0xC000_0200)), port: nil)
  }

  @Test("is damaged, and the failure names row and column of a scan", arguments: ofScans)
  func scans(_ sql: String, _ place: String) throws {
    let file = try damaged(sql)
    expectDamage(place) { _ = try file.scans() }
    expectDamage(place) { _ = try file.scan(.number(1)) }
  }

  /// Every column of every table, with values of every kind.
  private static let columns: [(table: String, columns: [String])] = [
    (
      "scans",
      [
        "state", "started_at", "ended_at", "scope", "list_fingerprint", "arguments", "tool_version",
        "knowledge_date", "endpoints", "exposed", "restricted", "locked_down", "unreachable", "clusters",
        "exposed_clusters", "restricted_clusters", "locked_down_clusters",
      ]
    ),
    ("endpoints", ["address", "port", "server_name", "transport"]),
    (
      "results",
      [
        "scan_id", "position", "endpoint_id", "target", "labels", "scanned_at", "verdict", "posture",
        "severity",
        "findings", "git_version", "distribution", "certificate_fingerprint", "certificate_not_after",
        "server_started_at", "error", "component", "finding_severities", "grounds", "cluster_id",
        "first_seen",
        "last_changed",
      ]
    ),
    ("lines", ["line"]),
  ]

  private static let values = [
    "NULL", "-1", "70000", "9223372036854775807", "-9223372036854775808", "1e300", "0.5", "'x'", "x'ff'",
    "zeroblob(100000)",
  ]

  @Test("ends no process, whichever column holds what", arguments: columns)
  func anyColumn(_ table: String, _ columns: [String]) throws {
    let writer = try HistoryFile.writing(path)
    for day in 0..<2 {
      try writer.record(
        [
          .sample(.versionLeak, address: 0, day: day),
          .sample(.lockedDown, address: 1, day: day, name: "a.test"),
        ],
        day: day)
    }
    // Anybody can write a table without its constraints.
    try writer.database.writeWithoutTransaction { database in
      try database.execute(
        sql: """
          PRAGMA foreign_keys = OFF;
          PRAGMA writable_schema = ON;
          UPDATE sqlite_master SET sql = replace(replace(sql, ' NOT NULL', ''), 'CHECK (state IN', 'CHECK (1 OR state IN')
            WHERE type = 'table';
          PRAGMA writable_schema = OFF;
          """)
    }
    writer.close()
    for column in columns {
      for value in Self.values {
        let copy = directory.file("\(column).sqlite")
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        defer { try? FileManager.default.removeItem(atPath: copy) }
        let database = try DatabaseQueue(path: copy)
        try database.writeWithoutTransaction { database in
          try database.execute(sql: "PRAGMA foreign_keys = OFF")
          try database.execute(
            sql: "UPDATE \(table) SET \(column) = \(value) WHERE rowid = (SELECT MAX(rowid) FROM \(table))")
        }
        try database.close()
        Self.askAll(copy)
      }
    }
  }

  /// Asks whatever can be asked. Damage may be told; it ends with an answer or a failure.
  private static func askAll(_ path: String) {
    guard let file = try? HistoryFile.reading(path) else { return }
    defer { file.close() }
    _ = (try? file.scans())?.map(\.seconds)
    _ = try? file.results(of: 2)
    try? file.forEachResult(of: 2) { _, _ in }
    for host in [SoughtEndpoint.Host.address(.v4(0xC000_0200)), .name("a.test")] {
      _ = try? file.timeline(of: host, port: nil)
    }
    guard let first = try? file.scan(.number(1)), let last = try? file.scan(.newest) else { return }
    _ = try? file.finishedScan(before: last, by: .now)
    for confirm in 1...2 { _ = try? file.comparison(from: first, to: last, confirm: confirm) }
    guard let writer = try? HistoryFile.writing(path),
      let recorder = try? ScanRecorder.begin(.sample(day: 2), in: writer)
    else { return }
    _ = try? recorder.seen(with: .sample(.forbidden, address: 0, day: 2))
    _ = try? recorder.seen(with: .sample(.forbidden, address: 1, day: 2, name: "a.test"))
    writer.close()
  }

  @Test("is damaged where a line or a time that goes with it cannot be one")
  func lines() throws {
    let file = try damaged("UPDATE results SET first_seen = 9223372036854775807")
    expectDamage("results row 1, column first_seen holds 9223372036854775807") {
      try file.forEachResult(of: 1) { _, _ in }
    }
    file.close()
    let writer = try HistoryFile.writing(path)
    let recorder = try ScanRecorder.begin(.sample(day: 2), in: writer)
    expectDamage("results row 3, column first_seen holds 9223372036854775807") {
      _ = try recorder.seen(with: .sample(.versionLeak, address: 0, day: 2))
    }
  }

  @Test(
    "keeps times within the years of a calendar, whatever a clock says",
    arguments: [
      (Double.nan, Int64(-62_135_596_800)), (.infinity, 253_402_300_799), (-.infinity, -62_135_596_800),
      (1e300, 253_402_300_799), (253_402_300_800, 253_402_300_799), (1.9, 1), (-0.5, -1),
    ])
  func seconds(_ seconds: Double, _ stored: Int64) {
    #expect(Date(timeIntervalSince1970: seconds).unixSeconds == stored)
  }
}
