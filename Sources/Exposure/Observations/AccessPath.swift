/// A path that an access probe asks an API server for, in the order of asking. Each is asked by GET, anonymously.
public enum AccessPath: String, Sendable, Hashable, CaseIterable {
  /// The versions of the core API.
  case api = "/api"
  /// The groups of the other APIs.
  case apis = "/apis"
  case namespaces = "/api/v1/namespaces"
  case nodes = "/api/v1/nodes"
  case pods = "/api/v1/pods"
  case configMaps = "/api/v1/configmaps"
  case secrets = "/api/v1/secrets"
  case clusterRoleBindings = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings"
  /// What kubeadm lets strangers read, so that a node can join: the cluster's authority and address.
  case clusterInfo = "/api/v1/namespaces/kube-public/configmaps/cluster-info"
  /// Who issues the tokens of service accounts. Open to strangers by default since Kubernetes 1.36 at the latest, and
  /// made for them.
  case openIDConfiguration = "/.well-known/openid-configuration"
  /// The public keys by which others check those tokens.
  case openIDKeys = "/openid/v1/jwks"
  /// The names of all API groups with a description; a few KiB, where `/openapi/v2` has megabytes.
  case openAPI = "/openapi/v3"
  /// The server's own health in numbers; a few KiB (Kubernetes 1.26 and later).
  case serviceLevels = "/metrics/slis"
  /// The server's own measurements; megabytes of text. Asked last, because a server whose answer is more than is read
  /// answers no more on the connection.
  case metrics = "/metrics"

  /// What is asked for: of a list, no more than one object.
  public var requestTarget: String {
    switch self {
    case .namespaces, .nodes, .pods, .configMaps, .secrets, .clusterRoleBindings: rawValue + "?limit=1"
    case .api, .apis, .clusterInfo, .openIDConfiguration, .openIDKeys, .openAPI, .serviceLevels, .metrics:
      rawValue
    }
  }

  /// The media type that is accepted, and no other: of objects only names and dates may come, so that no content
  /// of a secret ever crosses the wire. A server that cannot do so (before Kubernetes 1.15) answers 406.
  public var accept: String {
    switch self {
    case .namespaces, .nodes, .pods, .configMaps, .secrets, .clusterRoleBindings:
      "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"
    case .clusterInfo: "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"
    case .api, .apis: "application/json"
    case .openIDConfiguration, .openIDKeys, .openAPI, .serviceLevels, .metrics: "*/*"
    }
  }

  /// Whether the body of a 200 says more than the status.
  public var hasTellingBody: Bool {
    switch self {
    case .openIDConfiguration, .openIDKeys, .openAPI, .serviceLevels, .metrics: false
    case .api, .apis, .namespaces, .nodes, .pods, .configMaps, .secrets, .clusterRoleBindings, .clusterInfo:
      true
    }
  }
}
