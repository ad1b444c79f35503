import Targets

/// What one endpoint shows of the cluster that it belongs to, the best sign first.
public struct ClusterSigns: Sendable, Hashable {
  /// The authority that issued the serving certificate: its key identifier (RFC 5280 §4.2.1.1) with its name.
  public struct Authority: Sendable, Hashable, Codable {
    /// The key identifier in lower-case hexadecimal.
    public var keyIdentifier: String
    /// The distinguished name, as RFC 4514 writes it.
    public var name: String

    /// Makes an authority.
    public init(keyIdentifier: String, name: String) {
      self.keyIdentifier = keyIdentifier
      self.name = name
    }

    /// The authority of a certificate; nil where it names no key, and where the authority may serve everybody.
    init?(_ certificate: CertificateFacts) {
      guard let key = certificate.authorityKeyIdentifier, !PublicNames.areAll(of: certificate) else {
        return nil
      }
      self.init(keyIdentifier: key, name: certificate.issuer)
    }
  }

  /// The UID of the FlowSchema that took the request for `/version`. A FlowSchema is an object of one cluster: servers
  /// of one store give the same UID for the same path.
  public var version: String?
  /// The UID of the FlowSchema that took the request for `/healthz`.
  public var healthz: String?
  /// The authority; nil where the certificate shows none that would be a cluster's own.
  public var authority: Authority?
  /// What was asked: its name in the target list, its address and its port.
  public var endpoint: EndpointIdentity?

  /// Makes signs.
  public init(
    version: String? = nil, healthz: String? = nil, authority: Authority? = nil,
    endpoint: EndpointIdentity? = nil
  ) {
    self.version = version
    self.healthz = healthz
    self.authority = authority
    self.endpoint = endpoint
  }

  /// Reads the signs of an observation, of an API server or of another component.
  public init(_ observation: Observation, isOfComponent: Bool = false) {
    self.init()
    if isOfComponent {
      authority = observation.componentAuthority
    } else {
      version = observation.flowSchema(of: .version)
      healthz = observation.flowSchema(of: .healthz)
      authority = observation.clusterAuthority
    }
    var endpoint = EndpointIdentity(observation.endpoint)
    // A name that says only how to ask is no place: many clusters are called `kubernetes`.
    endpoint.serverName = observation.endpoint.target.hostName
    self.endpoint = endpoint
  }
}

extension Observation {
  /// The authority of the cluster: of the serving certificate, else the one that a supervisor tells. Behind a path
  /// prefix the certificate is that of a proxy, which has many clusters.
  var clusterAuthority: ClusterSigns.Authority? {
    guard endpoint.target.pathPrefix.isEmpty else { return nil }
    return tls?.certificate.flatMap(ClusterSigns.Authority.init) ?? toldAuthority
  }

  /// The same for another component, which may have made its certificate itself: such an authority is of nobody else.
  var componentAuthority: ClusterSigns.Authority? {
    guard endpoint.target.pathPrefix.isEmpty else { return nil }
    guard let certificate = tls?.certificate, !ClusterNames.isMadeByItself(certificate) else {
      return toldAuthority
    }
    return ClusterSigns.Authority(certificate) ?? toldAuthority
  }

  private var toldAuthority: ClusterSigns.Authority? {
    componentAnswers.isEmpty ? nil : componentAnswers.lazy.compactMap(\.authority).first
  }

  /// The UID of the FlowSchema that took the request for a path (kubernetes.io/docs/concepts/cluster-administration/
  /// flow-control, "Response headers").
  func flowSchema(of path: ProbePath) -> String? {
    response(to: path)?.header("X-Kubernetes-Pf-Flowschema-Uid").flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// Names that an authority can certify which serves everybody, Let's Encrypt say. A cluster's own authority certifies
/// the internal names of the API server too. Public ones may not (CA/Browser Forum, Baseline Requirements §4.2.2: no
/// internal names, no reserved addresses), and clusters of many owners share them.
enum PublicNames {
  /// Whether a certificate has names, and nothing but such names.
  static func areAll(of certificate: CertificateFacts) -> Bool {
    !certificate.names.isEmpty && certificate.names.allSatisfy(isPublic)
  }

  private static func isPublic(_ text: String) -> Bool {
    if let address = IPAddress(text) {
      return !InternalNames.isPrivate(address) && !reservedBlocks.contains { $0.contains(address) }
    }
    let name = text.lowercased()
    let labels = name.split(separator: ".")
    guard labels.count > 1, let last = labels.last, !InternalNames.isInternal(name) else { return false }
    return !reservedEndings.contains(String(last)) && !labels.contains("svc")
      && !reservedNames.contains(labels.suffix(2).joined(separator: "."))
  }

  /// RFC 2606 §2 and §3.
  private static let reservedEndings: Set = ["test", "example", "invalid", "localhost"]
  private static let reservedNames: Set = ["example.com", "example.net", "example.org"]

  /// Loopback (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3) and documentation (RFC 5737, RFC 3849).
  private static let reservedBlocks: [AddressBlock] = [
    ("127.0.0.0", 8), ("::1", 128), ("192.0.2.0", 24), ("198.51.100.0", 24), ("203.0.113.0", 24),
    ("2001:db8::", 32),
  ].compactMap { text, length in
    IPAddress(text).flatMap { AddressBlock(network: $0, prefixLength: length) }
  }
}
