import PortableFoundation

/// How sure it is that an endpoint is of a distribution.
public enum Confidence: String, Sendable, Hashable, Codable, CaseIterable {
  /// One sign that others may share.
  case low
  /// A sign that hardly any other has.
  case medium
  /// Something that only this one writes, or several signs that agree.
  case high
}

/// A distribution of Kubernetes or a managed service, as an endpoint shows it.
public struct RecognisedDistribution: Sendable, Hashable {
  /// The identifier in the knowledge, e.g. `k3s`, `eks`.
  public var id: String
  /// The name for a person, e.g. `Amazon EKS`.
  public var name: String
  /// How sure it is.
  public var confidence: Confidence
  /// What shows it, e.g. `gitVersion v1.32.3+k3s1`: text from the server, to be sanitised where it is shown.
  public var evidence: [String]
  /// When the cluster's authority was made, where its name tells it (`k3s-server-ca@1650000000`).
  public var authorityMadeAt: Date?

  /// Makes a recognised distribution.
  public init(
    id: String, name: String, confidence: Confidence, evidence: [String], authorityMadeAt: Date? = nil
  ) {
    self.id = id
    self.name = name
    self.confidence = confidence
    self.evidence = evidence
    self.authorityMadeAt = authorityMadeAt
  }
}

extension Confidence: Comparable {
  /// Less sure is less.
  public static func < (left: Confidence, right: Confidence) -> Bool {
    switch (left, right) {
    case (.low, .medium), (.low, .high), (.medium, .high): true
    case (.low, .low), (.medium, .low), (.medium, .medium), (.high, _): false
    }
  }

  /// One step more, where there is one.
  var raised: Confidence {
    switch self {
    case .low: .medium
    case .medium, .high: .high
    }
  }
}
