/// What the access probes say, read once.
struct AccessReading: Sendable {
  /// The resources that a stranger could list, `secrets` or `rbac.authorization.k8s.io/clusterrolebindings`, with how
  /// many there are, where the answers tell it.
  let listed: [(resource: String, count: Int?)]
  /// Paths beside resources that a stranger could read: `/metrics`, `/openapi/v3`, `/api`, `/apis`.
  let read: [String]
  /// Whether a stranger reads kubeadm's `cluster-info`.
  let readsClusterInfo: Bool
  /// Whether any path was answered 401 or 403.
  let isRefusedAnywhere: Bool

  /// Reads the answers. A page that a proxy gives for every path lists nothing: only an object whose kind is a list
  /// counts (`PartialObjectMetadataList`, `SecretList`).
  init(_ answers: [AccessAnswer]) {
    var listed: [(String, Int?)] = []
    var read: [String] = []
    var readsClusterInfo = false
    for answer in answers where answer.status == 200 {
      if answer.path == Self.clusterInfo {
        readsClusterInfo = readsClusterInfo || answer.kind != nil
      } else if let resource = Self.resource(of: answer.path) {
        if answer.kind?.hasSuffix("List") == true { listed.append((resource, answer.count)) }
      } else if !Self.madeForStrangers.contains(answer.path) {
        read.append(answer.path)
      }
    }
    isRefusedAnywhere = answers.contains { $0.status == 401 || $0.status == 403 }
    (self.listed, self.read, self.readsClusterInfo) = (listed, read, readsClusterInfo)
  }

  private static let clusterInfo = "/api/v1/namespaces/kube-public/configmaps/cluster-info"

  /// How others find out whether a service account's token is genuine: public keys, and where they are.
  private static let madeForStrangers = ["/.well-known/openid-configuration", "/openid/v1/jwks"]

  /// The collection that a path asks for, `/api/v1/RESOURCE` or `/apis/GROUP/VERSION/RESOURCE`; nil for others.
  private static func resource(of path: String) -> String? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    switch (parts.first, parts.count) {
    case ("api", 3): return parts.last.map(String.init)
    case ("apis", 4): return parts.last.map { "\(parts[parts.startIndex + 1])/\($0)" }
    default: return nil
    }
  }
}

extension Observation {
  /// The resources that strangers could list, in the order of asking: `secrets`, `rbac.authorization.k8s.io/…`.
  public var listedByStrangers: [String] { AccessReading(accessAnswers).listed.map(\.resource) }

  /// The paths beside resources that strangers could read: `/metrics`, `/api`.
  public var readByStrangers: [String] { AccessReading(accessAnswers).read }
}
