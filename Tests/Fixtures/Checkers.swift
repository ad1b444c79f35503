internal import Foundation

/// Programs of other makers that check what apiexpose writes. Each is there or not; a test that needs one says so.
package enum Checkers {
  private static let directory = URL(filePath: #filePath).deletingLastPathComponent()

  /// Python 3.
  package static let python = Program(named: "python3")
  /// Prometheus' own checker.
  package static let promtool = Program(named: "promtool")
  /// The path of a Chromium; nil where there is none.
  package static let chromium: String? = [
    "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
  ]
  .first(where: FileManager.default.isExecutableFile(atPath:))

  /// The script that opens a page in Chromium and tells what it saw.
  package static let browseScript = directory.appending(path: "Browser/browse.py").path
  /// OASIS' schema of SARIF 2.1.0.
  package static let sarifSchema = directory.appending(path: "Schemas/sarif-schema-2.1.0.json").path

  /// Whether Python has a module that checks JSON schemas.
  package static func hasJSONSchema() async throws -> Bool {
    guard let python else { return false }
    return try await python.run(["-W", "ignore", "-c", "import jsonschema"]).status == 0
  }
}
