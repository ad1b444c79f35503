import Targets

/// The column `cluster_id`: a digest of an endpoint's own best sign, so that a row can be written as it comes and two
/// scans agree. Endpoints of one cluster may have different ones, where only the whole scan joins them (`ClusterGrouping`).
public enum ClusterIdentifier {
  /// How many hexadecimal digits it has.
  static let digits = 12

  /// The identifier: of the FlowSchema's UID of `/version`; else of the authority; else of the name in the list; else of
  /// the address and port. Of another component it is that of the authority, and nil where it shows none: its name and
  /// its address are those of a node. nil where nothing shows that Kubernetes answered.
  public static func text(_ observation: Observation, _ assessment: Assessment) -> String? {
    switch assessment.component {
    case .kubeAPIServer: break
    case nil where !assessment.signs.isEmpty: break
    case nil: return nil
    default: return observation.componentAuthority.map { text(SignDigest.ofAuthority($0)) }
    }
    let digest = digest(of: observation)
    return digest == 0 ? nil : text(digest)
  }

  private static func digest(of observation: Observation) -> UInt64 {
    if let schema = observation.flowSchema(of: .version) { return SignDigest.ofSchema(schema) }
    if let authority = observation.clusterAuthority { return SignDigest.ofAuthority(authority) }
    let target = observation.endpoint.target
    if let name = target.hostName { return SignDigest.ofName(name, below: target.pathPrefix) }
    return SignDigest.ofAddress(EndpointIdentity(observation.endpoint))
  }

  private static func text(_ digest: UInt64) -> String {
    String(unsafeUninitializedCapacity: digits) { text in
      for place in 0..<digits {
        let value = UInt8(truncatingIfNeeded: digest >> UInt64(60 - 4 * place)) & 15
        text[place] = value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
      }
      return digits
    }
  }
}
