import Synchronization

/// What was judged of versions before: a million endpoints run a few dozen of them.
final class VersionMemory: Sendable {
  /// Versions that are remembered; a stranger who invents one for each endpoint fills no more than this.
  static let capacity = 256

  private struct Key: Hashable {
    let version: KubernetesVersion
    let distribution: String?
    let confidence: Confidence?
  }

  private let judgements = Mutex<[Key: VulnerabilityJudgement]>([:])

  /// The judgement on a version of a distribution; made by `judge` where it is new.
  func judgement(
    of version: KubernetesVersion, builtBy distribution: RecognisedDistribution?,
    judge: () -> VulnerabilityJudgement
  ) -> VulnerabilityJudgement {
    let key = Key(version: version, distribution: distribution?.id, confidence: distribution?.confidence)
    if let known = judgements.withLock({ $0[key] }) { return known }
    let judgement = judge()
    judgements.withLock { judgements in
      if judgements.count >= Self.capacity { judgements.removeAll() }
      judgements[key] = judgement
    }
    return judgement
  }
}

extension Knowledge {
  /// What published vulnerabilities make of a version.
  func vulnerabilities(
    of version: KubernetesVersion, builtBy distribution: RecognisedDistribution?
  ) -> VulnerabilityJudgement {
    memory.judgement(of: version, builtBy: distribution) {
      VulnerabilityJudgement(of: version, builtBy: distribution, knowing: self)
    }
  }
}
