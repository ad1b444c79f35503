/// The object by which every Kubernetes API server says why it did not do what was asked (`metav1.Status`,
/// k8s.io/apimachinery/pkg/apis/meta/v1/types.go).
struct StatusObject {
  /// The sentence for a person; empty where there is none.
  let message: String
  /// Whether the message says that a role is missing: a binding of RBAC refers to a role that is not there, or not yet
  /// (kubernetes, plugin/pkg/auth/authorizer/rbac/rbac.go: `RBAC: ` and the errors of the role's lookup).
  let namesMissingRole: Bool

  /// Recognises the object in an answer's body by `kind` and `apiVersion` of the outermost JSON object; nil
  /// where the body is anything else.
  init?(readingBodyOf response: Response) {
    guard let json = response.body.jsonObject, json.text(of: "kind") == "Status",
      json.text(of: "apiVersion") == "v1"
    else { return nil }
    let message = json.text(of: "message") ?? ""
    self.message = message
    namesMissingRole =
      message.firstRange(of: "RBAC: ").map { message[$0.upperBound...].contains("not found") } ?? false
  }
}
