import Exposure

extension Verdict {
  /// Whether the endpoint gave an answer that decides what it is. Silence, a session that does not come about, 429,
  /// 5xx and what the scanner could not try say nothing: the endpoint stands as it stood.
  var decides: Bool {
    switch self {
    case .anonymousAccess, .insecurePort, .versionLeak, .healthOnly, .forbidden, .lockedDown,
      .clientCertificateRequired, .notKubernetes, .plainHTTP:
      true
    case .inconclusive, .tlsFailed, .closed, .filtered, .unreachable, .unresolved, .failed: false
    }
  }
}

/// How the endpoints stand at one scan.
///
/// The standing of an endpoint is its newest deciding result in the scan and the few before it that are looked at:
/// as many in all as it takes to confirm that an endpoint vanished. One that is silent for fewer scans stands as it
/// stood; one that is silent in all of them has no standing.
struct Standings {
  /// The newest deciding result of each endpoint that has one.
  let newest: [EndpointIdentity: StoredResult]
  /// Every certificate that each endpoint showed in these scans.
  let certificates: [EndpointIdentity: Set<String>]

  /// - Parameter scans: The results of the scans that are looked at, the oldest first.
  init(_ scans: [[StoredResult]]) {
    var newest: [EndpointIdentity: StoredResult] = [:]
    var certificates: [EndpointIdentity: Set<String>] = [:]
    newest.reserveCapacity(scans.last?.count ?? 0)
    for result in scans.joined() where result.verdict.decides {
      newest[result.endpoint] = result
      if let fingerprint = result.certificateFingerprint {
        certificates[result.endpoint, default: []].insert(fingerprint)
      }
    }
    self.newest = newest
    self.certificates = certificates
  }

  /// The addresses that answer of each name on each port, in target order.
  var controlPlanes: [ControlPlane: [StoredResult]] {
    var planes: [ControlPlane: [StoredResult]] = [:]
    for result in newest.values {
      guard let plane = ControlPlane(result.endpoint) else { continue }
      planes[plane, default: []].append(result)
    }
    return planes.mapValues { $0.sorted { $0.position < $1.position } }
  }
}

/// What stands behind one name: all its addresses should be of one cluster.
struct ControlPlane: Hashable {
  let name: String
  let port: UInt16
  let transport: Transport

  /// The control plane of an endpoint; nil where it is asked by its address.
  init?(_ endpoint: EndpointIdentity) {
    guard let name = endpoint.serverName, endpoint.address != nil else { return nil }
    self.name = name
    port = endpoint.port
    transport = endpoint.transport
  }

  /// Whether addresses of one control plane differ in verdict or version.
  static func hasDrifted(_ members: [StoredResult]?) -> Bool {
    guard let members, let first = members.first else { return false }
    return members.contains { $0.verdict != first.verdict || $0.gitVersion != first.gitVersion }
  }
}
