/// The object by which every Kubernetes API server says why it did not do what was asked (`metav1.Status`,
/// k8s.io/apimachinery/pkg/apis/meta/v1/types.go).
struct StatusObject {
  /// Recognises the object in an answer's body by `kind` and `apiVersion` of the outermost JSON object; nil
  /// where the body is anything else.
  init?(readingBodyOf response: Response) {
    guard let type = response.body.decodedJSONObject(as: ObjectType.self),
      type.kind == "Status", type.apiVersion == "v1"
    else { return nil }
  }

  private struct ObjectType: Decodable {
    let kind: String
    let apiVersion: String
  }
}
