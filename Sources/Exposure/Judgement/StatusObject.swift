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
    guard let type = response.body.decodedJSONObject(as: ObjectType.self),
      type.kind == "Status", type.apiVersion == "v1"
    else { return nil }
    let message = type.message ?? ""
    self.message = message
    namesMissingRole =
      message.firstRange(of: "RBAC: ").map { message[$0.upperBound...].contains("not found") } ?? false
  }

  private struct ObjectType: Decodable {
    let kind: String
    let apiVersion: String
    let message: String?

    private enum Key: String, CodingKey {
      case kind, apiVersion, message
    }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: Key.self)
      kind = try fields.decode(String.self, forKey: .kind)
      apiVersion = try fields.decode(String.self, forKey: .apiVersion)
      message = try? fields.decode(String.self, forKey: .message)
    }
  }
}
