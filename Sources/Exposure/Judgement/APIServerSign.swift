/// A sign by which an answer is a kube-apiserver's: each one found is kept as evidence.
public enum APIServerSign: String, Sendable, Hashable, Codable, CaseIterable {
  /// A document with `gitVersion` on `/version`.
  case versionDocument = "version_document"
  /// A `Status` object on 401, 403, 404, 429 or 5xx.
  case statusObject = "status_object"
  /// An `X-Kubernetes-Pf-Flowschema-Uid` header (API Priority and Fairness).
  case flowSchemaHeader = "flow_schema_header"
  /// `Audit-Id` with a `Status` object or with `Cache-Control: no-cache, private`.
  case auditHeader = "audit_header"
  /// A health answer that lists `[+]` or `[-]` checks.
  case healthChecks = "health_checks"
  /// The certificate that a kube-apiserver makes for its own loopback client, `CN=apiserver-loopback-client@…`.
  case loopbackCertificate = "loopback_certificate"
  /// The serving certificate names an API server, and the answer is a bare 401 or 403, or decides nothing.
  case certificateNames = "certificate_names"
  /// The CertificateRequest names a cluster's authorities, and the answer is a bare 401 or 403, or decides
  /// nothing.
  case clientCANames = "client_ca_names"
}
