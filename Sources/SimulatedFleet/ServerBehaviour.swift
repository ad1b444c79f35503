import Exposure

/// The ways in which a server of the fleet behaves: one at least for every verdict that loopback can bring about.
public enum ServerBehaviour: String, Sendable, Hashable, CaseIterable {
  /// A kube-apiserver as kubeadm sets it up: strangers read version and health, RBAC refuses the rest.
  case kubeadmDefault = "kubeadm-default"
  /// `--anonymous-auth=false`: 401 on every path.
  case anonymousDisabled = "anonymous-disabled"
  /// An `AuthenticationConfiguration` that lets strangers ask for health, and for nothing else.
  case healthPathsOnly = "health-paths-only"
  /// Anonymous requests are let in, and RBAC gives them nothing: 403 on every path.
  case rbacForbidden = "rbac-forbidden"
  /// Kubernetes 1.9.6, which speaks TLS 1.2 at most and knows none of today's headers.
  case legacy
  /// kubeadm's default with etcd gone: health is 500 with the list of checks.
  case unhealthy
  /// The insecure port of Kubernetes 1.16: plain HTTP, neither authentication nor authorization.
  case insecurePort = "insecure-port"
  /// A web server over TLS.
  case webServer = "web-server"
  /// A port that nobody listens on.
  case closedPort = "closed-port"
  /// A proxy that ends TLS sessions of clients without a certificate.
  case clientCertificateRequired = "client-certificate-required"
  /// `--anonymous-auth=false`, and started two minutes ago: what a server in a restart loop looks like at any moment.
  case justStarted = "just-started"
  /// kubeadm's default with a serving certificate that ended yesterday.
  case expiredCertificate = "expired-certificate"
  /// kubeadm's default with a serving certificate that ends in ten days.
  case expiringCertificate = "expiring-certificate"
  /// Kubernetes 1.9.6 behind something that speaks TLS 1.1 at most.
  case oldTLS = "old-tls"
  /// A kube-apiserver that turns every request away with 429.
  case overloaded
  /// A web server over plain HTTP.
  case plainWebServer = "plain-web-server"
  /// `system:anonymous` is bound to `cluster-admin`: strangers may do everything.
  case anonymousAdmin = "anonymous-cluster-admin"
  /// A server that greets in a protocol which is neither TLS nor HTTP.
  case otherProtocol = "other-protocol"
  /// Something takes TLS away in front of a current API server, which still decides who may do what.
  case plaintextProxy = "plaintext-proxy"
  /// An API server that has not loaded RBAC yet: 403 to everybody.
  case startingUp = "starting-up"
  /// A balancer in front of an API server, without a backend at the moment: 503 in its own words.
  case balancerWithoutBackend = "balancer-without-backend"
  /// A controller manager, which answers with the objects of an API server.
  case controllerManager = "controller-manager"
  /// A kubelet that lets anonymous requests in, and asks the API server, which refuses.
  case kubelet
  /// A kubelet with anonymous requests off.
  case lockedKubelet = "kubelet-locked-down"
  /// A kubelet that lets everybody do everything.
  case openKubelet = "kubelet-anonymous"
  /// A kubelet's read-only port.
  case readOnlyKubelet = "kubelet-read-only"
  /// etcd without client certificates, over plain HTTP.
  case etcd
  /// etcd that demands client certificates.
  case lockedEtcd = "etcd-client-certificates"
  /// A scheduler that shows its measurements to everybody.
  case scheduler
  /// OpenShift's machine-config-server.
  case machineConfigServer = "machine-config-server"
  /// kubectl proxy of an administrator, on more than loopback.
  case kubectlProxy = "kubectl-proxy"
  /// The server of K3s with anonymous requests off: API server and supervisor on one port.
  case supervisor
  /// kube-proxy's health.
  case kubeProxy = "kube-proxy"
  /// kube-proxy's measurements, on more than loopback.
  case kubeProxyMetrics = "kube-proxy-metrics"
  /// A kubelet that shows strangers the list of its pods alone: a role gives them `nodes/pods`.
  case listingKubelet = "kubelet-pods-only"
  /// A program of somebody else that has the paths of components: a registry's version, JSON with `kind`, measurements.
  case lookalike
}

extension ServerBehaviour {
  /// The servers of `apiexpose demo`, in the order of its table of contents.
  public static let demonstration: [ServerBehaviour] = [
    .kubeadmDefault, .anonymousDisabled, .healthPathsOnly, .rbacForbidden, .legacy, .unhealthy, .insecurePort,
    .webServer, .closedPort,
  ]

  /// The other components that the demo shows beside them.
  public static let demonstrationOfComponents: [ServerBehaviour] = [.openKubelet, .etcd]

  /// What the server is, in a line of at most 60 characters.
  public var summary: String {
    switch self {
    case .kubeadmDefault: "kubeadm's default: anyone reads version and health"
    case .anonymousDisabled: "--anonymous-auth=false: 401 on every path"
    case .healthPathsOnly: "anonymous access for the health paths only"
    case .rbacForbidden: "anonymous let in, RBAC gives nothing: 403 on every path"
    case .legacy: "Kubernetes 1.9.6 over TLS 1.2"
    case .unhealthy: "etcd is gone: 500 with the list of health checks"
    case .insecurePort: "the insecure port of Kubernetes 1.16, plain HTTP"
    case .webServer: "a web server that is no Kubernetes"
    case .closedPort: "a port that nobody listens on"
    case .clientCertificateRequired: "a proxy that demands a client certificate"
    case .justStarted: "401 on every path, started two minutes ago"
    case .expiredCertificate: "kubeadm's default, certificate expired yesterday"
    case .expiringCertificate: "kubeadm's default, certificate ends in ten days"
    case .oldTLS: "Kubernetes 1.9.6 over TLS 1.1"
    case .overloaded: "too many requests: 429 on every path"
    case .plainWebServer: "a web server over plain HTTP"
    case .anonymousAdmin: "system:anonymous is cluster-admin: strangers do everything"
    case .otherProtocol: "a protocol that is neither TLS nor HTTP"
    case .plaintextProxy: "kubeadm's default behind a proxy that ends TLS"
    case .startingUp: "just started, RBAC not loaded: 403 on every path"
    case .balancerWithoutBackend: "a balancer without a backend: 503 on every path"
    case .controllerManager: "a controller manager, which is no API server"
    case .kubelet: "a kubelet that lets anonymous requests in, and refuses them"
    case .lockedKubelet: "a kubelet with anonymous requests off"
    case .openKubelet: "a kubelet that lets strangers do everything"
    case .readOnlyKubelet: "a kubelet's read-only port"
    case .etcd: "etcd over plain HTTP, without client certificates"
    case .lockedEtcd: "etcd that demands client certificates"
    case .scheduler: "a scheduler that shows its measurements"
    case .machineConfigServer: "OpenShift's machine-config-server"
    case .kubectlProxy: "kubectl proxy of an administrator"
    case .supervisor: "a K3s server, locked down, with its supervisor"
    case .kubeProxy: "kube-proxy's health"
    case .kubeProxyMetrics: "kube-proxy's measurements, open to everybody"
    case .listingKubelet: "a kubelet whose list of pods alone is open"
    case .lookalike: "another program with the paths of components"
    }
  }

  /// What a scan with `--components` has to say of the server.
  public var expectedVerdictWhenAsked: Verdict {
    switch self {
    case .openKubelet, .listingKubelet, .machineConfigServer: .anonymousAccess
    case .readOnlyKubelet, .kubectlProxy: .insecurePort
    case .scheduler: .versionLeak
    default: expectedVerdict
    }
  }

  /// What a scan has to say of the server, one without access probes and without questions to components.
  public var expectedVerdict: Verdict {
    switch self {
    case .kubeadmDefault, .legacy, .unhealthy, .anonymousAdmin, .expiredCertificate, .expiringCertificate,
      .oldTLS, .plaintextProxy, .kubectlProxy:
      .versionLeak
    case .anonymousDisabled, .justStarted, .lockedKubelet, .supervisor: .lockedDown
    case .healthPathsOnly, .controllerManager, .openKubelet, .scheduler,
      .machineConfigServer, .kubeProxy:
      .healthOnly
    case .rbacForbidden, .kubelet, .listingKubelet: .forbidden
    case .insecurePort: .insecurePort
    case .etcd: .anonymousAccess
    case .webServer, .lookalike: .notKubernetes
    case .closedPort: .closed
    case .clientCertificateRequired, .lockedEtcd: .clientCertificateRequired
    case .overloaded, .startingUp, .balancerWithoutBackend: .inconclusive
    case .plainWebServer, .readOnlyKubelet, .kubeProxyMetrics: .plainHTTP
    case .otherProtocol: .tlsFailed
    }
  }

  /// The component that a scan with `--components` has to name.
  public var expectedComponentWhenAsked: Component? {
    switch self {
    case .readOnlyKubelet: .kubelet
    case .kubectlProxy: .kubectlProxy
    default: expectedComponent
    }
  }

  /// The component that a scan has to name; nil where the server does not show it. A controller manager is told by its
  /// port, 10257, a kubelet's read-only port by 10255, and kube-proxy's measurements by 10249, which no server of the
  /// fleet has by itself.
  public var expectedComponent: Component? {
    switch self {
    case .kubeadmDefault, .anonymousDisabled, .healthPathsOnly, .rbacForbidden, .legacy, .unhealthy,
      .insecurePort,
      .justStarted, .expiredCertificate, .expiringCertificate, .oldTLS, .overloaded, .anonymousAdmin,
      .plaintextProxy,
      .startingUp, .kubectlProxy, .supervisor:
      .kubeAPIServer
    case .kubelet, .lockedKubelet, .openKubelet, .listingKubelet: .kubelet
    case .kubeProxy: .kubeProxy
    case .etcd, .lockedEtcd: .etcd
    case .scheduler: .kubeScheduler
    case .machineConfigServer: .machineConfigServer
    case .readOnlyKubelet, .kubeProxyMetrics, .lookalike, .webServer, .closedPort, .clientCertificateRequired,
      .plainWebServer,
      .otherProtocol,
      .balancerWithoutBackend, .controllerManager:
      nil
    }
  }
}
