import Foundation

/// A page of the documentation, as it lies in the repository.
struct RepositoryPage {
  let text: String

  /// Reads the page at a path below the root.
  init(_ path: String) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
      .standardizedFileURL
    text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The files that it shows: the name at the end of a paragraph, and the block of code behind it.
  var files: [(name: String, text: String)] {
    text.matches(of: /`([\w.-]+)`:\n\n```\n((?:(?!```)[\s\S])*)```/).map { (String($0.1), String($0.2)) }
  }
}
