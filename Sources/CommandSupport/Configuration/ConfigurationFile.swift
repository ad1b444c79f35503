import Exposure
import Reporting
import Targets

/// The file that a configuration stands in.
package enum ConfigurationFile {
  /// The name under which it is found in the working directory.
  package static let usual = "apiexpose.yaml"

  /// Reads a file that was named, or found. Throws a `CommandFailure`: 66 where it cannot be read, 64 where it is no YAML.
  static func read(
    _ path: String, isFound: Bool
  ) throws(CommandFailure) -> (document: DocumentNode?, place: ConfigurationDocument.Place) {
    let isRegular = FileText.isRegularFile(path)
    // It could lead to any file of whoever runs this, whose words the mistakes would quote.
    guard !isFound || !FileText.isLink(path) else {
      throw CommandFailure(
        .noInput,
        "cannot read \(usual): it is a symbolic link, which is not followed where nobody named it; if you trust it, write "
          + "--config \(usual), otherwise --no-config")
    }
    // A pipe with this name would hold the command up.
    guard isRegular || !isFound else {
      throw CommandFailure(.noInput, "cannot read \(usual): it is no regular file; --no-config leaves it out")
    }
    var place = ConfigurationDocument.Place(path)
    place.isFound = isFound
    // What a shell puts in place of a pipe (/dev/fd/63) has no directory of its own.
    if isRegular, let slash = path.lastIndex(of: "/") { place.directory = String(path[...slash]) }
    let text = try FileText.read(path, atMost: DocumentBounds.largest, followingLink: !isFound)
    do {
      return (try document(text), place)
    } catch {
      let line = error.place.map { ":\($0.line)" } ?? ""
      throw CommandFailure(.wrongUsage, printable("\(path)\(line): \(error.reason.description)"))
    }
  }

  /// Reads JSON as such where it may be some, for not all of it is YAML (escapes of surrogates).
  static func document(_ text: [UInt8]) throws(DocumentProblem) -> DocumentNode? {
    guard let first = text.first(where: { !" \t\r\n".utf8.contains($0) }) else { return nil }
    let looksLikeJSON = first == UInt8(ascii: "{")
    guard let yaml = ChosenDocuments.values else {
      do {
        return try DocumentNode(json: text)
      } catch {
        throw looksLikeJSON ? error : DocumentProblem(.unsupportedYAML)
      }
    }
    if looksLikeJSON, let document = try? DocumentNode(json: text) { return document }
    return try yaml.read(text)
  }
}
