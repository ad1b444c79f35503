/// What makes a watch that ran to its end a failure.
public enum WatchFailure: String, CaseIterable, Sendable {
  /// A server is in a restart loop.
  case restartLoop = "restart-loop"
  /// A server restarted at all.
  case restart

  /// Whether a watch with these judgements fails.
  public func isMet(by judgements: [TimelineJudgement]) -> Bool {
    judgements.contains { judgement in
      switch (self, judgement) {
      case (_, .restartLoop): true
      case (.restart, .restartedOnce), (.restart, .restarted): true
      case (.restartLoop, .restartedOnce), (.restartLoop, .restarted), (_, .steady), (_, .severalServers),
        (_, .startUnknown), (_, .neverUp):
        false
      }
    }
  }
}
