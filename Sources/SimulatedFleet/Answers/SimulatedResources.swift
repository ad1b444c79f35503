/// The objects that a simulated cluster holds, as far as lists of them go.
enum SimulatedResources {
  /// A collection that can be listed.
  struct Collection: Sendable {
    /// The plural in paths, e.g. `secrets`.
    let resource: String
    /// The API group, empty for the core.
    let group: String
    /// The kind of one object.
    let kind: String
    /// The name of the first object.
    let first: String
    /// How many there are.
    let count: Int

    var path: String { group.isEmpty ? "/api/v1/\(resource)" : "/apis/\(group)/v1/\(resource)" }
  }

  static let collections = [
    Collection(resource: "namespaces", group: "", kind: "Namespace", first: "default", count: 4),
    Collection(resource: "nodes", group: "", kind: "Node", first: "control-plane-1", count: 3),
    Collection(resource: "pods", group: "", kind: "Pod", first: "coredns-668d6bf9bc-7xk2p", count: 27),
    Collection(resource: "configmaps", group: "", kind: "ConfigMap", first: "kube-root-ca.crt", count: 12),
    Collection(resource: "secrets", group: "", kind: "Secret", first: "bootstrap-token-abcdef", count: 9),
    Collection(
      resource: "clusterrolebindings", group: "rbac.authorization.k8s.io", kind: "ClusterRoleBinding",
      first: "cluster-admin", count: 61),
  ]

  /// What kubeadm publishes for nodes that want to join.
  static let clusterInfoPath = "/api/v1/namespaces/kube-public/configmaps/cluster-info"

  /// The versions of the core API, and a group of the others.
  static let coreVersions =
    #"{"kind":"APIVersions","versions":["v1"],"serverAddressByClientCIDRs":[]}"# + "\n"
  static let groups =
    #"{"kind":"APIGroupList","apiVersion":"v1","groups":[{"name":"apps","versions":[{"groupVersion":"#
    + #""apps/v1","version":"v1"}]}]}"# + "\n"

  /// Where the descriptions of the APIs are, and who issues the tokens of service accounts.
  static let descriptions = #"{"paths":{"api/v1":{"serverRelativeURL":"/openapi/v3/api/v1?hash=0"}}}"#
  static let issuer =
    #"{"issuer":"https://kubernetes.default.svc","jwks_uri":"https://192.0.2.2:6443/openid/v1/jwks"}"#

  /// A list as the client wants it: whole objects, or only what they are called, and all of them or the first.
  static func list(_ collection: Collection, for request: Request) -> String {
    let isPartial = request.accept.contains("as=PartialObjectMetadataList")
    let kind = isPartial ? "PartialObjectMetadataList" : "\(collection.kind)List"
    let version = isPartial ? "meta.k8s.io/v1" : collection.group.isEmpty ? "v1" : "\(collection.group)/v1"
    let shown = request.isLimited ? 1 : collection.count
    let items = (0..<shown).map { number in
      let name = number == 0 ? collection.first : "\(collection.first)-\(number)"
      return object(named: name, isPartial: isPartial)
    }
    let rest = collection.count - shown
    let more = rest > 0 ? #","continue":"eyJ2IjoibWV0YS5rOHMuaW8vdjEifQ","remainingItemCount":\#(rest)"# : ""
    return #"{"kind":"\#(kind)","apiVersion":"\#(version)","metadata":{"resourceVersion":"2029"\#(more)},"#
      + #""items":[\#(items.joined(separator: ","))]}"# + "\n"
  }

  /// The object at `clusterInfoPath`.
  static func clusterInfo(for request: Request) -> String {
    request.accept.contains("as=PartialObjectMetadata")
      ? object(named: "cluster-info", isPartial: true) + "\n"
      : #"{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"cluster-info","namespace":"kube-public"},"#
        + #""data":{"kubeconfig":"apiVersion: v1"}}"# + "\n"
  }

  private static func object(named name: String, isPartial: Bool) -> String {
    isPartial
      ? #"{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":"\#(name)"}}"#
      : #"{"metadata":{"name":"\#(name)"},"data":{"token":"c2VjcmV0"}}"#
  }
}
