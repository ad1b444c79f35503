import Targets

/// What is wrong with a policy. The sentence for a person is made by Reporting.
public struct PolicyProblem: Error, Sendable, Hashable {
  /// What is wrong.
  public enum Reason: Sendable, Hashable {
    /// The document cannot be read into values.
    case document(DocumentProblem.Reason)
    /// There is nothing in the file.
    case empty
    /// The value is not what it has to be, as in `a list of exceptions`.
    case otherKind(expected: String)
    /// A key that nobody knows, among those that stand there.
    case unknownKey(String, known: [String])
    /// A key that has to be there, of what.
    case missingKey(String, of: String)
    /// A word that is none of the known ones, and what they are, as in `finding`.
    case unknownWord(String, of: String, known: [String])
    /// A text is longer than this many Unicode scalars.
    case tooLong(Int)
    /// The form of the file is of another version.
    case otherVersion(String)
    /// It is not a date such as 2027-03-31.
    case noDay(String)
    /// It is no address, block or range.
    case noBlock(String)
    /// It is no label such as env=prod.
    case noLabel(String)
    /// A finding or a verdict has to be named.
    case noSubject
    /// What the scanner could not try cannot be accepted: nothing is known of the endpoint.
    case notAccepted(String)
    /// An endpoint cannot be expected to be so.
    case notExpected(String)
    /// The match demands nothing; `target: "*"` says that every endpoint is meant.
    case emptyMatch
    /// There are more rules than can be.
    case tooManyRules(Int)
    /// There are this many more problems.
    case more(Int)
  }

  /// What is wrong.
  public var reason: Reason
  /// Where; nil where it concerns the whole.
  public var place: DocumentPlace?

  /// Makes a problem.
  public init(_ reason: Reason, at place: DocumentPlace? = nil) {
    self.reason = reason
    self.place = place
  }
}

/// All that is wrong with a policy, in the order of the file.
public struct PolicyProblems: Error, Sendable, Hashable {
  /// How many problems are told.
  public static let most = 100

  /// The problems; one at least.
  public let problems: [PolicyProblem]

  /// All problems; those beyond the first hundred are counted.
  public init(_ problems: [PolicyProblem]) {
    let sorted = problems.sorted { left, right in
      guard let first = left.place, let second = right.place else {
        return left.place == nil && right.place != nil
      }
      return first < second
    }
    let left = sorted.count - Self.most
    self.problems = sorted.prefix(Self.most) + (left > 0 ? [PolicyProblem(.more(left))] : [])
  }

  /// What is wrong with the document itself.
  public init(_ problem: DocumentProblem) {
    self.init([PolicyProblem(.document(problem.reason), at: problem.place)])
  }
}
