import Exposure
import Reporting
import Targets

/// A policy in a file.
package enum PolicyFile {
  /// Reads it. Throws a `CommandFailure` with all that is wrong with it.
  package static func read(_ path: String) throws(CommandFailure) -> (policy: Policy, text: [UInt8]) {
    let text = try FileText.read(path, atMost: DocumentBounds.largest)
    do {
      return (try Policy(text, yaml: ChosenDocuments.values), text)
    } catch {
      throw CommandFailure(.badData, error.description(of: path))
    }
  }

  /// A policy of an exception alone for a file that is not there or says nothing, as `PolicyStanza` makes it; nil where
  /// something stands in the file. Throws a `CommandFailure` where it cannot be read.
  package static func beginning(_ stanza: PolicyStanza, in path: String) throws(CommandFailure) -> String? {
    let text = FileText.exists(path) ? try FileText.read(path, atMost: DocumentBounds.largest) : nil
    return stanza.beginning(of: path, holding: text, yaml: ChosenDocuments.values)
  }
}
