/// The `Status` objects by which a kube-apiserver refuses.
enum StatusBody {
  /// The body of a 401.
  static let unauthorized =
    #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Unauthorized","#
    + #""reason":"Unauthorized","code":401}"# + "\n"

  /// Why a request is refused before RBAC is loaded, as it stands in a JSON string
  /// (kubernetes, plugin/pkg/auth/authorizer/rbac/rbac.go).
  static let missingRole =
    #": RBAC: clusterrole.rbac.authorization.k8s.io \"system:public-info-viewer\" not found"#

  /// The body of a 403 to an anonymous request.
  /// - Parameter cause: What follows the message, as it stands in a JSON string.
  static func forbidden(_ request: Request, cause: String = "") -> String {
    if let collection = SimulatedResources.collections.first(where: { $0.path == request.path }) {
      return forbiddenList(collection)
    }
    let verb = escaped(request.method.lowercased())
    let path = escaped(request.path)
    let message = #"forbidden: User \"system:anonymous\" cannot \#(verb) path \"\#(path)\"\#(cause)"#
    return #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"\#(message)","#
      + #""reason":"Forbidden","details":{},"code":403}"# + "\n"
  }

  private static func forbiddenList(_ collection: SimulatedResources.Collection) -> String {
    let (resource, group) = (collection.resource, collection.group)
    let name = group.isEmpty ? resource : "\(resource).\(group)"
    let details = group.isEmpty ? "" : #""group":"\#(group)","#
    let message =
      #"\#(name) is forbidden: User \"system:anonymous\" cannot list resource \"\#(resource)\" in API group "#
      + #"\"\#(group)\" at the cluster scope"#
    return #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"\#(message)","#
      + #""reason":"Forbidden","details":{\#(details)"kind":"\#(resource)"},"code":403}"# + "\n"
  }

  /// A client's text as it stands in a quotation in a JSON string: escaped once by Go's `%q`, once by its JSON
  /// encoder. What neither writes as it is gets a question mark.
  private static func escaped(_ text: String) -> String {
    String(
      text.unicodeScalars.map { scalar in
        let isPlain = (0x20...0x7E).contains(scalar.value) && !#""\<>&"#.unicodeScalars.contains(scalar)
        return isPlain ? Character(scalar) : "?"
      })
  }
}
