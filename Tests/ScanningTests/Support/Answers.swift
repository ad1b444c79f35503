/// Answers as a kube-apiserver gives them, for scripts.
enum Answers {
  static let versionBody = #"{"major": "1", "minor": "36", "gitVersion": "v1.36.2"}"#

  static func http(_ status: String, _ body: String, headers: String = "") -> String {
    "HTTP/1.1 \(status)\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  static let version = http("200 OK", versionBody, headers: "Content-Type: application/json\r\n")
  static let healthz = http("200 OK", "ok")
  /// What a kube-apiserver says until RBAC is loaded.
  static let rolesMissing = http(
    "403 Forbidden",
    #"{"kind":"Status","apiVersion":"v1","status":"Failure","message":"forbidden: User \"system:anonymous\" cannot "#
      + #"get path \"/version\": RBAC: clusterrole.rbac.authorization.k8s.io \"system:public-info-viewer\" not "#
      + #"found","reason":"Forbidden","details":{},"code":403}"#)
  static let unauthorized = http(
    "401 Unauthorized", #"{"kind":"Status","apiVersion":"v1","status":"Failure","code":401}"#)
}
