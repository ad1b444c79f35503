/// The program of a Kubernetes cluster that answered. The identifiers are stable.
public enum Component: String, Sendable, Hashable, Codable, CaseIterable {
  /// The API server: what a sentence about clusters counts.
  case kubeAPIServer = "kube-apiserver"
  case kubeControllerManager = "kube-controller-manager"
  case kubeScheduler = "kube-scheduler"
  case kubelet
  case etcd
  case kubeProxy = "kube-proxy"
}

/// The rules that name the component which answered; nil where nothing names it.
///
/// Several programs are built on k8s.io/apiserver and answer with the same `Status` objects, so a `Status` object
/// names none. What each component answers to a stranger was recorded from Kubernetes 1.36 and etcd 3.4 and 3.6, see
/// Tests/Fixtures/Components.
enum ComponentRules {
  /// The component behind the evidence.
  static func component(of evidence: Evidence) -> Component? {
    if isAPIServer(evidence) { return .kubeAPIServer }
    return named(evidence) ?? answering(evidence)
  }

  /// - A version document or a FlowSchema UID: no other component has either.
  /// - The loopback certificate: every release since 1.8 shows it, and sends `Audit-Id` with it since 1.14. What else
  ///   shows it is an aggregated API server, whose own certificate tells it apart (`Evidence.loopback` is nil then).
  /// - Names in certificates, where the answer is the API server's: a controller manager asks for certificates of the
  ///   same authorities, so their names count beside `Audit-Id` or a bare refusal only, and not beside a `Status` object
  ///   without `Audit-Id`.
  private static func isAPIServer(_ evidence: Evidence) -> Bool {
    let proving = evidence.provingSigns
    if proving.contains(.versionDocument) || proving.contains(.flowSchemaHeader) { return true }
    if evidence.loopback != nil { return true }
    guard evidence.isAPIServer, !evidence.isOfAnotherComponent else { return false }
    if evidence.supportingSigns.contains(.certificateNames) { return true }
    guard evidence.supportingSigns.contains(.clientCANames) else { return false }
    return proving.contains(.auditHeader) || !proving.contains(.statusObject)
  }

  /// By what the certificate says: a node's certificate is the kubelet's (kubelet, `CN=system:node:NAME`), one of
  /// kubeadm's authority `etcd-ca` etcd's.
  private static func named(_ evidence: Evidence) -> Component? {
    guard let certificate = evidence.observation.tls?.certificate else { return nil }
    let subject = DistinguishedName(certificate.subject).commonName ?? ""
    switch subject {
    case "kube-controller-manager", "system:kube-controller-manager": return .kubeControllerManager
    case "kube-scheduler", "system:kube-scheduler": return .kubeScheduler
    case _ where subject.hasPrefix("system:node:"): return .kubelet
    default: return DistinguishedName(certificate.issuer).commonName == "etcd-ca" ? .etcd : nil
    }
  }

  /// By what the answers say, together with the port where several components answer the same.
  private static func answering(_ evidence: Evidence) -> Component? {
    let observation = evidence.observation
    let version = observation.response(to: .version)
    let healthz = observation.response(to: .healthz)
    if let version, EtcdVersion(readingBodyOf: version) != nil { return .etcd }
    if let healthz, ProxyHealth(readingBodyOf: healthz) != nil { return .kubeProxy }
    if let healthz, healthz.isKubeletRefusal { return .kubelet }
    let port = observation.endpoint.port
    switch (port, observation.transport) {
    case (10257, .tls), (10259, .tls):
      guard !evidence.provingSigns.contains(.auditHeader) else { return nil }
      let isHealthy = version?.isNotFoundByGo == true && healthz?.isHealthOfAPIServerLibrary == true
      guard evidence.provingSigns.contains(.statusObject) || isHealthy else { return nil }
      return port == 10257 ? .kubeControllerManager : .kubeScheduler
    case (10250, .tls), (10255, .plain), (10248, .plain):
      guard let version, version.isNotFoundByGo, let healthz, healthz.isKubeletHealth else { return nil }
      return .kubelet
    default: return nil
    }
  }
}

/// What etcd answers on `/version` (etcd, server/etcdserver/api/etcdhttp/version.go).
private struct EtcdVersion: Decodable {
  let etcdserver: String
  let etcdcluster: String

  init?(readingBodyOf response: Response) {
    guard let version = response.body.decodedJSONObject(as: EtcdVersion.self) else { return nil }
    self = version
  }
}

/// What kube-proxy answers on `/healthz`, well or not (kubernetes, pkg/proxy/healthcheck/proxy_health.go).
private struct ProxyHealth: Decodable {
  let lastUpdated: String
  let currentTime: String

  init?(readingBodyOf response: Response) {
    guard let health = response.body.decodedJSONObject(as: ProxyHealth.self) else { return nil }
    self = health
  }
}

extension Response {
  /// A kubelet's own words, which name the resource that it asks authorization for
  /// (kubernetes, pkg/kubelet/server/server.go).
  fileprivate var isKubeletRefusal: Bool {
    status == 403 && body.hasPrefix("Forbidden (user=") && body.contains("resource=nodes")
  }

  /// What Go's `http.NotFound` writes.
  fileprivate var isNotFoundByGo: Bool { status == 404 && body == "404 page not found\n" }

  /// A health that is kept out of caches, as everything built on k8s.io/apiserver tells it.
  fileprivate var isHealthOfAPIServerLibrary: Bool {
    status == 200 && body.trimmingASCIIWhitespace == "ok" && isNeitherCachedNorShared
  }

  fileprivate var isKubeletHealth: Bool {
    switch status {
    case 200: body.trimmingASCIIWhitespace == "ok"
    case 401: body.trimmingASCIIWhitespace == "Unauthorized"
    default: false
    }
  }
}
