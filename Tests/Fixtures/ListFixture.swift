internal import Foundation

/// The files of Tests/Fixtures/Lists: lists as other programs write them.
package enum ListFixture {
  private static let directory = URL(filePath: #filePath)
    .deletingLastPathComponent().appending(path: "Lists")

  /// The path of a file.
  package static func path(_ name: String) -> String { directory.appending(path: name).path }

  /// The content of a file.
  package static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: directory.appending(path: name)))
  }
}
