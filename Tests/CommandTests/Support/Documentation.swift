import Foundation
import Testing

/// A page of the documentation, as it lies in the repository.
struct DocumentationPage: Sendable, CustomTestStringConvertible {
  /// The root of the repository.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardizedFileURL

  /// All pages.
  static let all = [
    "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "docs/benchmarks.md",
    "docs/configuration.md",
    "docs/knowledge.md",
    "docs/lists.md", "docs/operation.md", "docs/output.md", "docs/restart.md", "docs/targets.md",
    "docs/templates.md", "docs/verdicts.md",
  ].map { DocumentationPage(path: $0) }

  /// The path below the root.
  let path: String

  var testDescription: String { path }
  var url: URL { Self.root.appending(path: path) }

  /// The page as it is written.
  func text() throws -> String { try String(contentsOf: url, encoding: .utf8) }

  /// What stands between backticks in its prose.
  func codeSpans() throws -> [String] {
    try prose().matches(of: /`([^`\n]+)`/).map { String($0.1) }
  }

  /// The lines of its code blocks.
  func codeLines() throws -> [String] {
    try blocks().filter(\.isCode).map(\.line)
  }

  /// The targets of its links that lead to files of the repository.
  func links() throws -> [String] {
    try prose().matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }.filter { !$0.contains("://") }
  }

  /// The anchors of its headings, as GitHub makes them: lower case, hyphens for spaces, nothing else but letters, digits
  /// and hyphens.
  func anchors() throws -> Set<String> {
    let headings = try blocks().filter { !$0.isCode && $0.line.hasPrefix("#") }.map(\.line)
    return Set(
      headings.map { heading in
        let title = heading.drop { $0 == "#" }.dropFirst().lowercased()
        return String(
          title.compactMap { character -> Character? in
            if character == " " { return "-" }
            return character.isLetter || character.isNumber || "-_".contains(character) ? character : nil
          })
      })
  }

  private func prose() throws -> String {
    try blocks().filter { !$0.isCode }.map(\.line).joined(separator: "\n")
  }

  private func blocks() throws -> [(line: String, isCode: Bool)] {
    var isCode = false
    var lines: [(String, Bool)] = []
    for line in try text().split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isCode.toggle()
      } else {
        lines.append((String(line), isCode))
      }
    }
    return lines
  }
}
