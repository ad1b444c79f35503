import Exposure

/// What is known of an endpoint after a number of scans.
enum LastKnownState: Sendable, Hashable {
  /// It never gave a deciding answer.
  case unknown
  /// It is there; the newest deciding result says how.
  case present(EndpointResult)
  /// It was there, and then did not answer so many scans in a row that it has vanished.
  case gone(EndpointResult)

  /// The newest deciding result.
  var result: EndpointResult? {
    switch self {
    case .unknown: nil
    case .present(let result), .gone(let result): result
    }
  }
}

/// An endpoint over the scans of one list, the oldest first.
///
/// A result that decides nothing is no change, and no state that a later change is measured from. An endpoint has
/// vanished when it was silent, or missing from the scan, `confirm` times in a row since it was there last.
struct StateTracker: Sendable {
  private let confirm: Int
  /// The scans that are taken in.
  private var taken: Int
  private var silentScans = 0
  private(set) var state = LastKnownState.unknown
  /// Whether it was silent in every scan so far.
  private(set) var isSilentThroughout = true

  /// - Parameters:
  ///   - confirm: After how many silent scans in a row it has vanished.
  ///   - scans: How many scans it was missing from before the first that is taken in.
  init(confirm: Int, missingFrom scans: Int = 0) {
    self.confirm = confirm
    taken = scans
  }

  /// Takes in its result in the scan at `index`; it was missing from the scans between. `unresolved` tells the scans in
  /// which nobody could say which addresses its name has, or did not ask its port: they are as if they had not been.
  mutating func take(_ result: EndpointResult, at index: Int, unresolved: (Int) -> Bool) {
    skip(to: index, unresolved: unresolved)
    taken = index + 1
    switch result.verdict.presence {
    case .decided:
      state = .present(result)
      silentScans = 0
      isSilentThroughout = false
    case .undecided:
      silentScans = 0
      isSilentThroughout = false
    case .untried: isSilentThroughout = false
    case .silent: beSilent()
    }
  }

  /// Takes in that it was missing from all scans up to the one at `index`, which is left out.
  mutating func skip(to index: Int, unresolved: (Int) -> Bool) {
    while taken < index {
      if unresolved(taken) { isSilentThroughout = false } else { beSilent() }
      taken += 1
    }
  }

  private mutating func beSilent() {
    silentScans += 1
    if silentScans >= confirm, case .present(let result) = state { state = .gone(result) }
  }
}
