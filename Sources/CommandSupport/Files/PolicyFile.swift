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
