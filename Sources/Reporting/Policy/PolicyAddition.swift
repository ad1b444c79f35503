import Exposure
import Targets

/// How an exception comes into the text of a policy.
extension PolicyStanza {
  /// A policy of the exception alone for a file that is not there or says nothing: what stands in an empty one, as
  /// comments, stays. In JSON where the file is called so.
  /// - Parameters:
  ///   - path: What the file is called.
  ///   - text: What it holds; nil where it is not there.
  ///   - yaml: What reads YAML; nil where nothing does.
  /// - Returns: Nil where something stands in the file.
  public func beginning(of path: String, holding text: [UInt8]?, yaml: (any ValueReader)?) -> String? {
    let new = path.lowercased().hasSuffix(".json") ? jsonFile : file
    guard let text else { return new }
    if let document = try? DocumentNode(json: text), case .mapping(let members) = document.value {
      return members.isEmpty ? new : nil
    }
    guard let yaml else { return text.allSatisfy(" \t\r\n".utf8.contains) ? new : nil }
    do { if try yaml.read(text) != nil { return nil } } catch { return nil }
    let comments = String(decoding: text, as: UTF8.self)
    guard comments.contains("#") else { return new }
    return comments + (comments.hasSuffix("\n") ? "" : "\n") + file
  }

  /// The text of a policy with the exception behind its last one, read once more so that nothing else has changed.
  /// - Parameters:
  ///   - policy: What the text says.
  ///   - yaml: What reads YAML; nil where nothing does.
  /// - Returns: Nil where it is not written in lines of YAML, or nothing reads YAML.
  public func added(to policy: Policy, written text: [UInt8], yaml: (any ValueReader)?) -> String? {
    guard let yaml, let document = try? yaml.read(text),
      let added = added(to: String(decoding: text, as: UTF8.self), document),
      let read = try? Policy(Array(added.utf8), yaml: yaml), says(read, policy)
    else { return nil }
    return added
  }

  /// The exception as a person adds it by hand to the text of a policy: in JSON where that is JSON.
  public func byHand(in text: [UInt8]) -> String {
    (try? DocumentNode(json: text)) != nil ? json : lines(indentedBy: 2).joined(separator: "\n")
  }

  /// Whether a policy says what another one says, and the exception behind that.
  private func says(_ policy: Policy, _ other: Policy) -> Bool {
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
