import Targets

/// What an answer to `/version` or `/healthz` shows of the component that gave it, read once, where the answer arrives.
struct ComponentMarks: OptionSet, Sendable, Hashable {
  let rawValue: UInt16

  /// What Go's `http.NotFound` writes.
  static let goNotFound = ComponentMarks(rawValue: 1 << 0)
  /// 404 without a body.
  static let emptyNotFound = ComponentMarks(rawValue: 1 << 1)
  /// 200 without a body, and no type of one.
  static let emptyOK = ComponentMarks(rawValue: 1 << 2)
  /// 200 `ok`.
  static let ok = ComponentMarks(rawValue: 1 << 3)
  /// `X-Content-Type-Options: nosniff`, which components set with what they write as text.
  static let unsniffed = ComponentMarks(rawValue: 1 << 4)
  /// `Cache-Control: no-cache, private`, as everything built on k8s.io/apiserver sends.
  static let uncached = ComponentMarks(rawValue: 1 << 5)
  /// A kubelet's refusal.
  static let kubeletRefusal = ComponentMarks(rawValue: 1 << 6)
  /// 401 and the bare word `Unauthorized` without a line end, as the kubelet writes it.
  static let bareUnauthorized = ComponentMarks(rawValue: 1 << 7)
  /// etcd's version document.
  static let etcdVersion = ComponentMarks(rawValue: 1 << 8)
  /// The headers that etcd's server for clients adds, and that for its peers does not.
  static let etcdClientDoor = ComponentMarks(rawValue: 1 << 9)
  /// A kubelet that could not ask the API server for authorization.
  static let kubeletUndecided = ComponentMarks(rawValue: 1 << 11)
  /// etcd in plain HTTP that takes requests under other names only.
  static let etcdOtherHost = ComponentMarks(rawValue: 1 << 12)
  /// What virtual-kubelet writes on paths that it does not know (virtual-kubelet, node/api/server.go, NotFound).
  static let virtualNotFound = ComponentMarks(rawValue: 1 << 13)
  /// kube-proxy's health.
  static let proxyHealth = ComponentMarks(rawValue: 1 << 10)
}

extension ComponentMarks {
  /// Reads an answer.
  init(_ path: ProbePath, _ response: Response) {
    self = []
    switch response.status {
    case 200: readAnswer(path, response)
    case 401 where response.body == "Unauthorized": insert(.bareUnauthorized)
    case 403 where response.isKubeletRefusal: insert(.kubeletRefusal)
    case 421 where response.isEtcdsForOtherHosts: insert(.etcdOtherHost)
    case 500 where response.isKubeletsWithoutAuthorizer: insert(.kubeletUndecided)
    case 404 where response.body == "404 page not found\n": insert(.goNotFound)
    case 404 where response.body == "404 request not found\n": insert(.virtualNotFound)
    case 404 where response.body.isEmpty: insert(.emptyNotFound)
    case 503 where path == .healthz && response.isProxyHealth: insert(.proxyHealth)
    default: return
    }
    if response.isNeitherCachedNorShared { insert(.uncached) }
  }

  private mutating func readAnswer(_ path: ProbePath, _ response: Response) {
    if response.header("X-Content-Type-Options")?.lowercased() == "nosniff" { insert(.unsniffed) }
    switch path {
    case .version:
      guard response.isEtcdVersion else { return }
      insert(.etcdVersion)
      if response.isFromEtcdClientDoor { insert(.etcdClientDoor) }
    case .healthz:
      if response.body.isEmpty {
        if response.header("Content-Type") == nil { insert(.emptyOK) }
      } else if response.body.trimmingASCIIWhitespace == "ok" {
        insert(.ok)
      } else if response.isProxyHealth {
        insert(.proxyHealth)
      }
    }
  }
}

extension Response {
  /// What etcd answers on `/version` (etcd, server/etcdserver/api/etcdhttp/version.go).
  fileprivate var isEtcdVersion: Bool { isJSONObject(withTexts: "etcdserver", "etcdcluster") }

  /// What kube-proxy answers on `/healthz`, well or not (kubernetes, pkg/proxy/healthcheck/proxy_health.go).
  fileprivate var isProxyHealth: Bool { isJSONObject(withTexts: "lastUpdated", "currentTime") }

  private func isJSONObject(withTexts names: String...) -> Bool {
    guard let object = body.jsonObject else { return false }
    return names.allSatisfy { object.text(of: $0) != nil }
  }

  /// etcd's server for clients lets scripts of all origins in unless `--cors` says otherwise, and that for peers knows no
  /// such headers (etcd, server/embed/serve.go, `addCORSHeader`; server/etcdserver/api/etcdhttp/peer.go).
  fileprivate var isFromEtcdClientDoor: Bool {
    header("Access-Control-Allow-Headers") == "accept, content-type, authorization"
  }

  /// `--host-whitelist` is asked in plain HTTP alone (etcd, server/embed/serve.go, accessController and
  /// errCVE20185702).
  fileprivate var isEtcdsForOtherHosts: Bool {
    body.trimmingASCIIWhitespace.hasPrefix(
      "etcd received your request, but the Host header was unrecognized.")
  }

  /// Where the API server does not answer (kubernetes, pkg/kubelet/server/server.go, InstallAuthFilter).
  fileprivate var isKubeletsWithoutAuthorizer: Bool {
    body.hasPrefix("Authorization error (user=") && body.contains("resource=nodes")
  }
}
