import Exposure
import Foundation
import Testing

@Suite("The documentation of changes")
struct ChangeDocumentationTests {
  @Test("docs/output.md names every kind of change", arguments: ChangeKind.allCases)
  func kinds(_ kind: ChangeKind) throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/output.md")
    let text = try String(contentsOf: page.standardizedFileURL, encoding: .utf8)
    #expect(text.contains("`\(kind.rawValue)`"))
  }
}
