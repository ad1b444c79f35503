import Fixtures
import Foundation
import Testing

@Suite(
  "A disk that is full",
  .enabled(if: SmallDisk.isAvailable, "a tmpfs of our own takes root"), .timeLimit(.minutes(10)))
struct FullDiskTests {
  /// Closed ports: their rows are all that is wanted.
  private static let block = "127.2.0.0/20:1"
  private static let count = 4096

  @Test("ends the scan with 74, leaves what was written, and is gone on from when there is room")
  func fullDisk() async throws {
    let disk = try SmallDisk(bytes: 96 * 1024)
    let path = disk.directory.file("a.csv")
    let full = try await Command.run("scan", Self.block, "-o", path)
    #expect(full.status == 74)
    #expect(full.errors.contains("a.csv"))
    #expect(full.errors.contains("No space left on device"))
    #expect(!disk.directory.exists("a.csv"))
    let partial = try #require(disk.directory.text("a.csv.partial"))
    let rows = Report(partial).rows
    #expect(!rows.isEmpty && rows.count < Self.count)

    try disk.grow(toBytes: 4096 * 1024)
    let resumed = try await Command.run("scan", Self.block, "-o", path, "--resume")
    #expect(resumed.status == 0)
    let report = Report(try #require(disk.directory.text("a.csv")))
    #expect(report.rows.count == Self.count)
    #expect(Set(report["address"]).count == Self.count)
    #expect(report["verdict"].allSatisfy { $0 == "closed" })
  }

  @Test("or a device that is full ends the scan with 74")
  func fullDevice() async throws {
    let outcome = try await Command.run("scan", Self.block, "-o", "csv:/dev/full")
    #expect(outcome.status == 74)
    #expect(outcome.errors.contains("/dev/full"))
  }
}
