import Exposure
import Fixtures
import Foundation
import GRDB
import Testing

@testable import History

@Suite("What a history knows of an endpoint's past")
struct SeenTimesTests {
  /// A life in letters, a scan a day: `L` leaks, `W` leaks over a weak TLS too, `R` refuses, `s` is silent, `5` gives no
  /// deciding answer, `x` could not be tried, `-` is not in the list. Behind it, for each day, the day of the first answer
  /// and the day of the last change; `.` where there are none.
  struct Life: Sendable, CustomTestStringConvertible {
    let letters: String
    let first: String
    let changed: String

    var testDescription: String { letters }

    init(_ letters: String, first: String, changed: String) {
      self.letters = letters
      self.first = first
      self.changed = changed
    }

    func result(_ day: Int) -> EndpointResult? {
      switch Array(letters)[day] {
      case "L": .sample(.versionLeak, day: day, noticed: [.anonymousVersion: .medium])
      case "W": .sample(.versionLeak, day: day, noticed: [.anonymousVersion: .medium, .weakTLS: .medium])
      case "R": .sample(.lockedDown, day: day, noticed: [:])
      case "s": .sample(.filtered, day: day, noticed: [:])
      case "5": .sample(.inconclusive, day: day, noticed: [:])
      case "x": .sample(.failed, day: day, noticed: [:])
      default: nil
      }
    }
  }

  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// The days of all results of the endpoint, as a `Life` has them.
  private func days(_ file: HistoryFile) throws -> (first: String, changed: String) {
    let rows = try file.read {
      try Row.fetchAll($0, sql: "SELECT first_seen, last_changed FROM results ORDER BY scan_id")
    }
    func text(_ column: String) -> String {
      rows.map { row in
        guard let seconds: Int64 = row[column] else { return "." }
        return String((seconds - Date.sample.unixSeconds) / 86_400)
      }.joined()
    }
    return (text("first_seen"), text("last_changed"))
  }

  static let lives = [
    Life("LLL", first: "000", changed: "000"), Life("LRRL", first: "0000", changed: "0113"),
    Life("LWWL", first: "0000", changed: "0113"), Life("ssLL", first: "..22", changed: "..22"),
    Life("5xLL", first: "..22", changed: "..22"),
    // What decides nothing is no change, however often it comes.
    Life("L555L", first: "00000", changed: "00000"), Life("LxxxxR", first: "000000", changed: "000005"),
    Life("R5L5L", first: "00000", changed: "00222"),
    // One silent scan is none either; with two in a row it has vanished, and its return is a change.
    Life("LsL", first: "000", changed: "000"), Life("LssL", first: "0000", changed: "0003"),
    Life("Ls5sL", first: "00000", changed: "00000"), Life("LsxsL", first: "00000", changed: "00004"),
    Life("WsssssR", first: "0000000", changed: "0000006"),
  ]

  @Test("is kept with each result", arguments: lives)
  func recorded(_ life: Life) throws {
    let file = try HistoryFile.writing(directory.file("h.sqlite"))
    for day in 0..<life.letters.count { try file.record([life.result(day)].compactMap(\.self), day: day) }
    let days = try days(file)
    #expect(days.first == life.first)
    #expect(days.changed == life.changed)
  }

  @Test("follows from verdicts for results that an earlier release kept")
  func filled() throws {
    for life in Self.lives where !life.letters.contains("W") {
      let file = try HistoryFile.writing(directory.file("\(life.letters).sqlite"))
      for day in 0..<life.letters.count { try file.record([life.result(day)].compactMap(\.self), day: day) }
      try file.write { database in
        try database.execute(sql: "UPDATE results SET first_seen = NULL, last_changed = NULL, grounds = NULL")
        try SeenTimesLookup.fill(database)
      }
      let days = try days(file)
      #expect(days.first == life.first, "\(life.letters)")
      #expect(days.changed == life.changed, "\(life.letters)")
    }
  }

  @Test("outlives the scans that are pruned, as long as one result of the endpoint is left")
  func pruned() throws {
    let file = try HistoryFile.writing(directory.file("h.sqlite"))
    let life = Life("LLLRR", first: "", changed: "")
    for day in 0..<4 { try file.record([life.result(day)].compactMap(\.self), day: day) }
    #expect(try file.prune(before: .sample + 3.5 * 86_400) == 3)
    try file.record([life.result(4)].compactMap(\.self), day: 4)
    #expect(try days(file) == ("00", "33"))
  }

  @Test("of an endpoint whose deciding results are pruned, keeps when it was seen first")
  func prunedState() throws {
    let file = try HistoryFile.writing(directory.file("h.sqlite"))
    let life = Life("Lx5L", first: "", changed: "")
    for day in 0..<3 { try file.record([life.result(day)].compactMap(\.self), day: day) }
    #expect(try file.prune(before: .sample + 0.5 * 86_400) == 1)
    try file.record([life.result(3)].compactMap(\.self), day: 3)
    #expect(try days(file) == ("000", "003"))
  }

  @Test("is that of the whole file, whichever list a scan is of, and of the same endpoint alone")
  func scopes() throws {
    let file = try HistoryFile.writing(directory.file("h.sqlite"))
    try file.record([.sample(.versionLeak)], scope: "a.txt")
    try file.record([.sample(.versionLeak, day: 1)], scope: "b.txt", day: 1)
    try file.record([.sample(.versionLeak, day: 2, name: "api.example.com")], scope: "b.txt", day: 2)
    #expect(try days(file) == ("002", "002"))
  }

  @Test("a certificate of a server that takes turns with others is no change")
  func turns() throws {
    let file = try HistoryFile.writing(directory.file("h.sqlite"))
    for day in 0..<6 {
      let isSecond = day % 2 == 1
      try file.record(
        [
          .sample(
            .lockedDown, day: day, certificate: isSecond ? "bb" : "aa",
            noticed: isSecond ? [.certificateExpired: .medium] : [:])
        ], day: day)
    }
    // The second certificate is new once.
    #expect(try days(file).changed == "011111")
  }

  @Test("is given with each line of a scan")
  func lines() throws {
    let file = try HistoryFile.writing(directory.file("h.sqlite"))
    try file.record([.sample(.versionLeak, address: 1), .sample(.closed, address: 2)])
    var times: [SeenTimes?] = []
    try file.forEachResult(of: 1) { times.append($1) }
    #expect(times == [SeenTimes(firstSeen: .sample, lastChanged: .sample), nil])
  }
}
