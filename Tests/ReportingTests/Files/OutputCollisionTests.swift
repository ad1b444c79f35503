import Fixtures
import Foundation
import Testing

@testable import Reporting

@Suite("Reports that lead to the same file")
struct OutputCollisionTests {
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    try directory.write("old", to: "old.csv")
    try FileManager.default.createDirectory(
      atPath: directory.file("reports"), withIntermediateDirectories: false)
    for (link, destination) in [("link.csv", "old.csv"), ("later.csv", "new.csv"), ("again", "reports")] {
      try FileManager.default.createSymbolicLink(
        atPath: directory.file(link), withDestinationPath: destination)
    }
  }

  private func collision(_ names: [String]) throws -> OutputCollision? {
    OutputCollision(
      among: try names.map { name in
        try OutputDestination(name.hasPrefix("/") ? "csv:\(name)" : "csv:\(directory.path)/\(name)")
      })
  }

  @Test(
    "are found by whatever names they are called",
    arguments: [
      ["old.csv", "./old.csv"], ["old.csv", "link.csv"], ["new.csv", "reports/../new.csv"],
      ["new.csv", "later.csv"], ["reports/a.csv", "again/a.csv"], ["x.csv", "old.csv", "link.csv"],
      ["old.csv", "old.csv.partial"], ["new.csv.partial", "new.csv"], ["/dev/stdout", "/dev/fd/1"],
    ])
  func found(_ names: [String]) throws {
    let collision = try #require(try collision(names))
    #expect(collision.first.hasSuffix(names[names.count - 2]))
    #expect(collision.second.hasSuffix(names[names.count - 1]))
    #expect(collision.description.contains("lead to the same file"))
  }

  @Test(
    "are none where each has its own",
    arguments: [
      ["old.csv", "new.csv"], ["a/old.csv", "old.csv"], ["reports/old.csv", "old.csv"], ["old.csv"],
      ["missing/a.csv", "missing/a.csv"],
    ])
  func none(_ names: [String]) throws {
    #expect(try collision(names) == nil)
  }
}
