import Exposure

extension [WatchedEndpoints.Entry] {
  /// Restart loops first, then what restarted, the most often first, then what changed its state; the quiet ones last, each
  /// group in the order of the list.
  func byAttention() -> Self {
    enumerated().sorted { left, right in
      let (one, other) = (left.element.attention, right.element.attention)
      return one == other ? left.offset < right.offset : one > other
    }.map(\.element)
  }
}

extension WatchedEndpoints.Entry {
  /// Whether nothing happened that a reader waits for.
  var isQuiet: Bool { timeline.restartCount == 0 && timeline.changeCount == 0 && !timeline.hasSeveralServers }

  fileprivate var attention: (Int, Int) {
    if timeline.judgement.isRestartLoop { return (4, timeline.restartCount) }
    if timeline.restartCount > 0 { return (3, timeline.restartCount) }
    if timeline.changeCount > 0 { return (2, 0) }
    return (timeline.hasSeveralServers ? 1 : 0, 0)
  }
}
