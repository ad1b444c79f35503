import Exposure
import Reporting
import Targets
import PortableLibc

/// The file that a configuration stands in.
package enum ConfigurationFile {
  /// The name under which it is found in the working directory.
  package static let usual = "apiexpose.yaml"

  /// Reads a file that was named, or found. Throws a `CommandFailure`: 66 where it cannot be read, 64 where it is no YAML.
  static func read(
    _ path: String, isFound: Bool
  ) throws(CommandFailure) -> (document: DocumentNode?, place: ConfigurationDocument.Place) {
    let isRegular = isRegularFile(path)
    // A pipe with this name would hold the command up.
    guard isRegular || !isFound else {
      throw CommandFailure(.noInput, "cannot read \(usual): it is no regular file; --no-config leaves it out")
    }
    var place = ConfigurationDocument.Place(path)
    place.isFound = isFound
    // What a shell puts in place of a pipe (/dev/fd/63) has no directory of its own.
    if isRegular, let slash = path.lastIndex(of: "/") { place.directory = String(path[...slash]) }
    let text = try FileText.read(path, atMost: DocumentBounds.largest)
    do {
      return (try document(text), place)
    } catch {
      let line = error.place.map { ":\($0.line)" } ?? ""
      throw CommandFailure(.wrongUsage, printable("\(path)\(line): \(error.reason.description)"))
    }
  }

  private static func document(_ text: [UInt8]) throws(DocumentProblem) -> DocumentNode? {
    let first = text.first { !" \t\r\n".utf8.contains($0) }
    if let yaml = ChosenDocuments.values, first != UInt8(ascii: "{") { return try yaml.read(text) }
    guard let first else { return nil }
    do {
      return try DocumentNode(json: text)
    } catch {
      throw first == UInt8(ascii: "{") ? error : DocumentProblem(.unsupportedYAML)
    }
  }

  private static func isRegularFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
