import Exposure
import Fixtures
import Foundation
import Reporting
import Testing

@testable import apiexpose

@Suite("Endpoints of one name, compared before they are written")
struct HeldEndpointsTests {
  static let leak = #"{"gitVersion":"v1.36.2"}"#
  static let status = #"{"kind":"Status","apiVersion":"v1"}"#

  static func observation(_ last: UInt32, of name: String?, leaks: Bool) -> Observation {
    let target = Target(text: name ?? "192.0.2.\(last)", serverName: name)
    let version = Response(path: "/version", status: leaks ? 200 : 401, body: leaks ? leak : status)
    return Observation(
      endpoint: Endpoint(target: target, address: .v4(0xC000_0200 + last), port: 6443, transport: .tls),
      scannedAt: Date(timeIntervalSince1970: 1_795_471_495), connection: .connected,
      tls: TLSFacts(handshake: .established, version: .tls13),
      responses: [version, Response(path: "/healthz", status: 401, body: status)])
  }

  private static func reports(
    _ directory: TemporaryDirectory, patience: Duration = .seconds(60)
  ) throws -> ScanReports {
    let plan = ReportPlan(
      destinations: [try OutputDestination(directory.file("a.csv"))], standardOutput: .csv)
    let identity = ScanIdentity(toolVersion: "1", listFingerprint: "f", settings: [:], startedAt: .now)
    let set = try ReportSet(plan, scan: identity, standardOutput: open("/dev/null", O_WRONLY | O_CLOEXEC))
    return ScanReports(set, skipped: 0, knowing: .none, patience: patience)
  }

  private static func marked(_ text: String?) -> [Bool] {
    Report(text ?? "")["findings"].map { $0.contains("inconsistent-control-plane") }
  }

  @Test("those that differ get the finding, in the order in which they came")
  func inconsistent() throws {
    let directory = try TemporaryDirectory()
    let reports = try Self.reports(directory)
    try reports.take(Self.observation(1, of: "a.example", leaks: true), destination: 0)
    try reports.take(Self.observation(2, of: "a.example", leaks: false), destination: 0)
    try reports.take(Self.observation(3, of: "b.example", leaks: true), destination: 1)
    try reports.take(Self.observation(4, of: "b.example", leaks: true), destination: 1)
    try reports.take(Self.observation(5, of: nil, leaks: true), destination: 2)
    try reports.take(Self.observation(6, of: nil, leaks: false), destination: 3)
    let summary = try reports.finish(duplicatesDropped: 0, excluded: 0)
    #expect(summary.endpoints == 6)
    let text = directory.text("a.csv")
    #expect(Report(text ?? "")["address"] == (1...6).map { "192.0.2.\($0)" })
    #expect(Self.marked(text) == [true, true, false, false, false, false])
  }

  @Test("the checkpoint marks only what is written")
  func marks() throws {
    let directory = try TemporaryDirectory()
    let reports = try Self.reports(directory)
    try reports.take(Self.observation(1, of: "a.example", leaks: true), destination: 0)
    try reports.take(Self.observation(2, of: "a.example", leaks: false), destination: 0)
    #expect(reports.save())
    #expect(Report(directory.text("a.csv.partial") ?? "").rows.isEmpty)
    try reports.take(Self.observation(3, of: "b.example", leaks: true), destination: 1)
    #expect(reports.save())
    let remains = reports.abandon()
    let checkpoint = try Checkpoint.load(try #require(remains.checkpoint))
    #expect(checkpoint.destinationsDone == 1)
    #expect(checkpoint.endpointsDone == 2)
    let partial = directory.text("a.csv.partial")
    #expect(Self.marked(partial) == [true, true, false])
    let written = try #require(checkpoint.reports.values.first).length
    #expect(
      Report(String(decoding: Array((partial ?? "").utf8).prefix(Int(written)), as: UTF8.self)).rows.count
        == 2)
  }

  @Test("a list that pauses does not hold them back for long")
  func overdue() throws {
    let directory = try TemporaryDirectory()
    let reports = try Self.reports(directory, patience: .zero)
    try reports.take(Self.observation(1, of: "a.example", leaks: true), destination: 0)
    #expect(reports.save())
    #expect(Report(directory.text("a.csv.partial") ?? "").rows.count == 1)
  }

  @Test("a name with ports without end is compared in parts")
  func bounded() {
    var held = HeldEndpoints()
    let observation = Self.observation(1, of: "a.example", leaks: true)
    for _ in 0..<HeldEndpoints.capacity {
      #expect(!held.isFull)
      held.append(observation, Assessment(verdict: .closed))
    }
    #expect(held.isFull)
    #expect(held.release().count == HeldEndpoints.capacity)
    #expect(held.isEmpty)
  }
}
