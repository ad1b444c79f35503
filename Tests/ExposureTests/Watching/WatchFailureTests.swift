import Testing

@testable import Exposure

@Suite("What a watch fails on")
struct WatchFailureTests {
  @Test(
    "what it is told to fail on",
    arguments: [
      (WatchFailure.restartLoop, TimelineJudgement.restartLoop(distance: 60, isTrap: false), true),
      (.restart, .restartLoop(distance: 60, isTrap: true), true), (.restart, .restartedOnce, true),
      (.restart, .restarted(times: 2), true), (.restartLoop, .restarted(times: 9), false),
      (.restartLoop, .steady, false), (.restart, .severalServers, false), (.restart, .startUnknown, false),
    ])
  func isMet(condition: WatchFailure, judgement: TimelineJudgement, isMet: Bool) {
    #expect(condition.isMet(by: [.steady, judgement]) == isMet)
    #expect(!condition.isMet(by: []))
  }
}
