import Exposure
import Targets

/// The last scans of a list up to one of them, as many as it takes to confirm that an endpoint has vanished. Most of
/// what is asked is answered by these alone, without the whole history.
struct ScanWindow {
  /// What the scans of the window alone say of an endpoint.
  enum State {
    case known(LastKnownState)
    /// It was silent in all of them: gone, or never there.
    case silent
    /// What was before them decides.
    case open
  }

  private var trackers: [EndpointIdentity: StateTracker] = [:]
  /// The names of each scan that could not be resolved, as endpoints without an address.
  private let unresolved: [Set<EndpointIdentity>]
  /// The ports that each scan asked; nil where all of them asked the same.
  private let asked: [AskedPorts]?
  private let isWhole: Bool
  /// Every certificate that each endpoint showed in these scans.
  private(set) var certificates: [EndpointIdentity: Set<String>] = [:]
  /// The results of the last scan.
  let last: [EndpointResult]

  /// - Parameters:
  ///   - scans: The results of each scan, the oldest first.
  ///   - confirm: After how many silent scans in a row an endpoint has vanished.
  ///   - isWhole: Whether there was no scan before them.
  ///   - asked: The ports that each scan asked; nil where all scans asked the same.
  init(_ scans: [[EndpointResult]], confirm: Int, isWhole: Bool, asked: [AskedPorts]? = nil) {
    self.isWhole = isWhole
    last = scans.last ?? []
    let unresolved = scans.map { Set($0.lazy.filter(\.isUnresolvedName).map(\.endpoint)) }
    self.unresolved = unresolved
    self.asked = asked
    trackers.reserveCapacity(last.count)
    for (index, results) in scans.enumerated() {
      for result in results {
        let name = result.endpoint.withoutAddress
        trackers[result.endpoint, default: StateTracker(confirm: confirm)].take(result, at: index) {
          unresolved[$0].contains(name) || asked?[$0].leaveOut(result.endpoint) == true
        }
        if result.verdict.decides, let fingerprint = result.certificateFingerprint {
          certificates[result.endpoint, default: []].insert(fingerprint)
        }
      }
    }
    for endpoint in trackers.keys {
      let name = endpoint.withoutAddress
      trackers[endpoint]?.skip(to: scans.count) {
        unresolved[$0].contains(name) || asked?[$0].leaveOut(endpoint) == true
      }
    }
  }

  /// The endpoints that have a result in any of the scans.
  var endpoints: some Collection<EndpointIdentity> { trackers.keys }

  /// The names that could not be resolved in any of the scans.
  var unresolvedNames: Set<EndpointIdentity> { unresolved.reduce(into: []) { $0.formUnion($1) } }

  /// The names that could not be resolved in the last scan.
  var unresolvedNamesOfLast: Set<EndpointIdentity> { unresolved.last ?? [] }

  subscript(endpoint: EndpointIdentity) -> State {
    guard let tracker = trackers[endpoint] else {
      if isWhole { return .known(.unknown) }
      let name = endpoint.withoutAddress
      let mayBeThere =
        unresolved.contains { $0.contains(name) } || asked?.contains { $0.leaveOut(endpoint) } == true
      return mayBeThere ? .open : .silent
    }
    switch tracker.state {
    case .present, .gone: return .known(tracker.state)
    case .unknown where isWhole: return .known(.unknown)
    case .unknown: return tracker.isSilentThroughout ? .silent : .open
    }
  }
}

extension EndpointResult {
  /// Whether the name could not be resolved: nothing is known of any of its addresses.
  fileprivate var isUnresolvedName: Bool { endpoint.address == nil && verdict == .failed }
}
