import Synchronization

/// What was judged of versions before: a million endpoints run a few dozen of them.
final class VersionMemory: Sendable {
  /// Versions that are remembered; a stranger who invents one for each endpoint fills no more than this.
  static let capacity = 256

  private let judgements = Mutex<[VulnerabilityJudgement.Subject: VulnerabilityJudgement]>([:])

  /// The judgement on a server's builds; made by `judge` where it is new.
  func judgement(
    of subject: VulnerabilityJudgement.Subject, judge: () -> VulnerabilityJudgement
  ) -> VulnerabilityJudgement {
    if let known = judgements.withLock({ $0[subject] }) { return known }
    let judgement = judge()
    judgements.withLock { judgements in
      if judgements.count >= Self.capacity { judgements.removeAll() }
      judgements[subject] = judgement
    }
    return judgement
  }
}

extension Knowledge {
  /// What published vulnerabilities make of a server.
  func vulnerabilities(of subject: VulnerabilityJudgement.Subject) -> VulnerabilityJudgement {
    memory.judgement(of: subject) { VulnerabilityJudgement(of: subject, knowing: self) }
  }
}
