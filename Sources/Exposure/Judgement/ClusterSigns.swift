/// What one endpoint shows of the cluster that it belongs to, the best sign first.
public struct ClusterSigns: Sendable, Hashable {
  /// The authority that issued the serving certificate: its key identifier (RFC 5280 §4.2.1.1) with its name.
  public struct Authority: Sendable, Hashable {
    /// The key identifier in lower-case hexadecimal.
    public let keyIdentifier: String
    /// The distinguished name, as RFC 4514 writes it.
    public let name: String

    /// Makes an authority.
    public init(keyIdentifier: String, name: String) {
      self.keyIdentifier = keyIdentifier
      self.name = name
    }
  }

  /// The UID of the FlowSchema that took the request, by path. A FlowSchema is an object of one cluster: servers of one
  /// store give the same UID for the same path.
  public var schemas: [String: String]
  /// The authority; nil where the certificate names no key.
  public var authority: Authority?
  /// The name in the target list; nil where an address is asked for itself.
  public var name: String?

  /// Makes signs.
  public init(schemas: [String: String] = [:], authority: Authority? = nil, name: String? = nil) {
    self.schemas = schemas
    self.authority = authority
    self.name = name
  }

  /// Reads the signs of an observation.
  /// - Parameter keyIdentifier: The key identifier of the authority that issued the serving certificate, where it is known.
  public init(_ observation: Observation, authorityKeyIdentifier keyIdentifier: String?) {
    schemas = [:]
    for response in observation.responses {
      guard let schema = response.header("X-Kubernetes-Pf-Flowschema-Uid"), !schema.isEmpty else { continue }
      schemas[response.path] = schema
    }
    let target = observation.endpoint.target
    name = target.hostName.map { $0 + target.pathPrefix }
    // Behind a path prefix the certificate is that of a proxy, which has many clusters.
    guard target.pathPrefix.isEmpty else { return }
    if let keyIdentifier, let certificate = observation.tls?.certificate {
      authority = Authority(keyIdentifier: keyIdentifier, name: certificate.issuer)
    }
  }
}
