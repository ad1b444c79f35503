import Exposure
import Targets

extension PolicyProblem: CustomStringConvertible {
  /// The problem for a person, with its place in a file: `policy.yaml:17:5: there is no key expiry; did you mean expires?`
  public func description(of file: String) -> String {
    let place = place.map { ":\($0.line):\($0.column)" } ?? ""
    return "\(printable(file))\(place): \(self)"
  }

  /// What is wrong and what to do.
  public var description: String {
    switch reason {
    case .document(let reason): printable(reason.description)
    case .empty: "the file is empty; a policy needs at least `version: \(Policy.version)`"
    case .otherKind(let expected): "\(expected) has to stand here"
    case .unknownKey(let key, let known): "there is no key \(shown(key))\(advice(key, known))"
    case .missingKey(let key, let what): "\(what) has to have the key \(key)"
    case .unknownWord(let word, let what, let known): "\(shown(word)) is no \(what)\(advice(word, known))"
    case .tooLong(let most): "the text is longer than \(grouped(most)) characters"
    case .otherVersion(let version):
      "version \(shown(version)) is not known; this release reads version \(Policy.version)"
    case .noDay(let text): "`\(shown(text))` is not a date; write it as 2027-03-31"
    case .noBlock(let text): "\(shown(text)) is no address, block (10.0.0.0/8) or range (10.0.0.1-10.0.0.9)"
    case .noLabel(let text): "\(shown(text)) is no label such as env=prod"
    case .noSubject: "finding or verdict has to be named"
    case .notAccepted(let name): "\(name) cannot be accepted: nothing is known of such an endpoint"
    case .notExpected(let name): "\(name) says that nothing is known, and cannot be expected"
    case .emptyMatch: "the match demands nothing; target: \"*\" means every endpoint"
    case .tooManyRules(let most): "there are more than \(grouped(most)) rules of one kind"
    case .more(let count): "\(counted(count, "more problem")) \(count == 1 ? "is" : "are") not shown"
    }
  }

  private func shown(_ text: String) -> String { TextSanitiser.terminal(text, limit: 100) }

  private func advice(_ word: String, _ known: [String]) -> String {
    if let near = nearestName(to: word, among: known) { return "; did you mean \(near)?" }
    return "; there \(known.count == 1 ? "is" : "are") \(known.joined(separator: ", "))"
  }
}

extension PolicyProblems {
  /// A line for each problem.
  public func description(of file: String) -> String {
    problems.map { $0.description(of: file) }.joined(separator: "\n")
  }
}
