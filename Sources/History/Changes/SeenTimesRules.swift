import Exposure

extension SeenTimes {
  /// What is known of an endpoint after one more result; nil while it has never given a deciding answer.
  ///
  /// A result that decides nothing leaves the times as they are. An endpoint that comes back after it had vanished has
  /// changed, whatever it says.
  /// - Parameters:
  ///   - previous: What was known after the result before.
  ///   - state: Its last known state before this result.
  ///   - certificates: Certificates that servers behind the address have shown before.
  static func after(
    _ result: EndpointResult, previous: SeenTimes?, state: LastKnownState, certificates: Set<String> = []
  ) -> SeenTimes? {
    guard result.verdict.decides else { return previous }
    guard let previous else { return SeenTimes(firstSeen: result.scannedAt, lastChanged: result.scannedAt) }
    if case .present(let before) = state, !result.hasChanged(since: before, certificates: certificates) {
      return previous
    }
    return SeenTimes(firstSeen: previous.firstSeen, lastChanged: result.scannedAt)
  }
}
