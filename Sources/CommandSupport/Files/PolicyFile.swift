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

  /// A policy of an exception alone for a file that is not there or says nothing: what stands in an empty one, as comments,
  /// stays. In JSON where the file is called so.
  /// - Returns: Nil where something stands in the file.
  package static func beginning(_ stanza: PolicyStanza, in path: String) throws(CommandFailure) -> String? {
    let new = path.lowercased().hasSuffix(".json") ? stanza.jsonFile : stanza.file
    guard FileText.exists(path) else { return new }
    let text = try FileText.read(path, atMost: DocumentBounds.largest)
    if let document = try? DocumentNode(json: text), case .mapping(let members) = document.value {
      return members.isEmpty ? new : nil
    }
    guard let yaml = ChosenDocuments.values else {
      return text.allSatisfy(" \t\r\n".utf8.contains) ? new : nil
    }
    do { if try yaml.read(text) != nil { return nil } } catch { return nil }
    let comments = String(decoding: text, as: UTF8.self)
    guard comments.contains("#") else { return new }
    return comments + (comments.hasSuffix("\n") ? "" : "\n") + stanza.file
  }

  /// Whether the text of a policy is JSON.
  package static func isJSON(_ text: [UInt8]) -> Bool { (try? DocumentNode(json: text)) != nil }

  /// The text of a policy with an exception behind its last one, read once more so that nothing else has changed.
  /// - Returns: Nil where it is not written in lines of YAML, or this build reads none.
  package static func adding(_ stanza: PolicyStanza, to policy: Policy, written text: [UInt8]) -> String? {
    guard let yaml = ChosenDocuments.values, let document = try? yaml.read(text),
      let added = stanza.added(to: String(decoding: text, as: UTF8.self), document),
      let read = try? Policy(Array(added.utf8), yaml: yaml), says(read, policy, and: stanza.exception)
    else { return nil }
    return added
  }

  /// Whether a policy says what another one says, and one exception behind that.
  private static func says(_ policy: Policy, _ other: Policy, and exception: PolicyException) -> Bool {
    func plain(_ policy: Policy) -> Policy {
      var policy = policy
      for index in policy.exceptions.indices { policy.exceptions[index].line = 0 }
      for index in policy.expectations.indices { policy.expectations[index].line = 0 }
      return policy
    }
    var expected = other
    expected.exceptions.append(exception)
    return plain(policy) == plain(expected)
  }
}
