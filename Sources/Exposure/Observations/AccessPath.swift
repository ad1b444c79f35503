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
  /// The server's own measurements; megabytes of text. Asked late, because the connection ends with the answer's
  /// head.
  case metrics = "/metrics"
  /// The description of all APIs; megabytes of JSON.
  case openAPI = "/openapi/v2"

  /// What is asked for: of a list, no more than one object.
  public var requestTarget: String {
    switch self {
    case .namespaces, .nodes, .pods, .configMaps, .secrets, .clusterRoleBindings: rawValue + "?limit=1"
    case .api, .apis, .clusterInfo, .metrics, .openAPI: rawValue
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
    case .metrics, .openAPI: "*/*"
    }
  }

  /// Whether the body of a 200 says more than the status.
  public var hasTellingBody: Bool {
    switch self {
    case .metrics, .openAPI: false
    case .api, .apis, .namespaces, .nodes, .pods, .configMaps, .secrets, .clusterRoleBindings, .clusterInfo:
      true
    }
  }
}
