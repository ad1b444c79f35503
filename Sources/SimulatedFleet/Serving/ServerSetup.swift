import NIOOpenSSL
import PortableFoundation

/// What a server of the fleet speaks, and what answers.
enum ServerSetup: Sendable {
  /// HTTP over TLS, as Go's `net/http` serves it.
  case https(any Answering, TLSContext)
  case http(any Answering)
  /// Neither TLS nor HTTP.
  case greeting
}

/// Sets servers up for their behaviours; those of one cluster that show the same
/// certificate share one TLS context.
struct ServerSetups {
  private var identities: FleetIdentities
  private var loopbackClient: TLSIdentity?
  private var contexts: [Shown: TLSContext] = [:]

  private struct Shown: Hashable {
    let certificate: CertificateKind
    let cluster: Int
  }

  private enum CertificateKind {
    case apiServer
    case legacyAPIServer
    case justStarted
    case expired
    case expiring
    case oldTLS
    case webServer
    case gateway
    case node
    case etcd
    case scheduler
    case machineConfigServer
    case supervisor
  }

  /// Setups of servers whose API servers started at this time; two days ago, as servers do that nobody has touched.
  init(startedAt: Date = .now - 2 * 86_400) {
    identities = FleetIdentities(startedAt: startedAt)
  }

  /// The setup for a behaviour; nil for a port that nobody listens on. Servers of one cluster have its authority and its
  /// objects. Throws `TLSError`.
  mutating func setup(for behaviour: ServerBehaviour, in cluster: Int = 0) throws -> ServerSetup? {
    switch behaviour {
    case .kubeadmDefault: try apiServer(cluster, .publicInformation)
    case .anonymousDisabled: try apiServer(cluster, .off)
    case .healthPathsOnly: try apiServer(cluster, .healthPaths)
    case .rbacForbidden: try apiServer(cluster, .withoutBindings)
    case .anonymousAdmin: try apiServer(cluster, .clusterAdmin)
    case .unhealthy: try apiServer(cluster, .publicInformation, condition: .withoutEtcd)
    case .overloaded: try apiServer(cluster, .publicInformation, condition: .overloaded)
    case .legacy:
      .https(
        SimulatedAPIServer(release: .v1_9, access: .publicInformation, headers: .v1_9),
        try context(.legacyAPIServer, cluster))
    case .oldTLS:
      .https(
        SimulatedAPIServer(release: .v1_9, access: .publicInformation, headers: .v1_9),
        try context(.oldTLS, cluster))
    case .justStarted: try apiServer(cluster, .off, shows: .justStarted)
    case .expiredCertificate: try apiServer(cluster, .publicInformation, shows: .expired)
    case .expiringCertificate: try apiServer(cluster, .publicInformation, shows: .expiring)
    case .insecurePort:
      .http(SimulatedAPIServer(release: .v1_16, access: .unlimited, headers: .v1_16))
    case .webServer: .https(SimulatedWebServer(), try context(.webServer, 0))
    case .clientCertificateRequired: .https(SimulatedWebServer(), try context(.gateway, 0))
    case .plainWebServer: .http(SimulatedWebServer())
    case .otherProtocol: .greeting
    case .plaintextProxy:
      .http(SimulatedAPIServer(release: .current, access: .publicInformation, headers: .current(of: cluster)))
    case .startingUp: try apiServer(cluster, .withoutRBAC, shows: .justStarted)
    case .balancerWithoutBackend:
      .https(SimulatedComponent.balancerWithoutBackend, try context(.webServer, 0))
    case .controllerManager: .https(SimulatedComponent.controllerManager, try context(.webServer, 0))
    case .kubelet: .https(SimulatedKubelet(access: .webhook), try context(.node, 0))
    case .lockedKubelet: .https(SimulatedKubelet(access: .off), try context(.node, 0))
    case .openKubelet: .https(SimulatedKubelet(access: .alwaysAllow), try context(.node, 0))
    case .readOnlyKubelet: .http(SimulatedKubelet(access: .alwaysAllow))
    case .etcd: .http(SimulatedComponent.etcd)
    case .lockedEtcd: .https(SimulatedComponent.etcd, try context(.etcd, 0))
    case .scheduler: .https(SimulatedComponent.scheduler, try context(.scheduler, 0))
    case .machineConfigServer:
      .https(SimulatedComponent.machineConfigServer, try context(.machineConfigServer, 0))
    case .kubectlProxy:
      .http(SimulatedAPIServer(release: .current, access: .clusterAdmin, headers: .current(of: cluster)))
    case .supervisor:
      .https(
        SimulatedComponent.supervisor(certificates: try identities.authority(of: cluster).certificatePEM()),
        try context(.supervisor, cluster))
    case .kubeProxy: .http(SimulatedKubeProxy.health)
    case .kubeProxyMetrics: .http(SimulatedKubeProxy.measurements)
    case .listingKubelet: .https(SimulatedKubelet(access: .listing), try context(.node, 0))
    case .lookalike: .https(SimulatedLookalike(), try context(.webServer, 0))
    case .closedPort: nil
    }
  }

  private mutating func apiServer(
    _ cluster: Int, _ access: AnonymousAccess, condition: Condition = .well,
    shows certificate: CertificateKind = .apiServer
  ) throws -> ServerSetup {
    .https(
      SimulatedAPIServer(
        release: .current, access: access, condition: condition, headers: .current(of: cluster)),
      try context(certificate, cluster))
  }

  private mutating func context(_ kind: CertificateKind, _ cluster: Int) throws -> TLSContext {
    let shown = Shown(certificate: kind, cluster: cluster)
    if let context = contexts[shown] { return context }
    let day: TimeInterval = 86_400
    let context =
      switch kind {
      case .apiServer:
        try apiServer(identities.apiServer(.p256, in: cluster))
      case .legacyAPIServer:
        try apiServer(identities.apiServer(.rsa2048, in: cluster), newest: .tls12)
      case .oldTLS:
        try apiServer(identities.apiServer(.rsa2048, in: cluster), oldest: .tls10, newest: .tls11)
      case .justStarted:
        try apiServer(
          identities.apiServer(.p256, in: cluster),
          loopback: FleetIdentities(startedAt: .now - 120).loopbackClient())
      case .expired:
        try apiServer(identities.apiServer(.p256, validity: (.now - 365 * day)...(.now - day), in: cluster))
      case .expiring:
        try apiServer(
          identities.apiServer(.p256, validity: (.now - 355 * day)...(.now + 10 * day), in: cluster))
      case .webServer:
        try TLSContext.server(identity: identities.webServer())
      case .gateway:
        try TLSContext.server(
          identity: identities.gateway(),
          options: TLSServerOptions(clientCertificates: .required(authorities: ["CN=clients"])))
      case .node:
        try TLSContext.server(
          identity: identities.node(),
          options: TLSServerOptions(clientCertificates: .requested(authorities: ["CN=kubernetes"])))
      case .etcd:
        try TLSContext.server(
          identity: identities.etcd(),
          options: TLSServerOptions(clientCertificates: .required(authorities: ["CN=etcd-ca"])))
      case .scheduler:
        try TLSContext.server(identity: identities.component("kube-scheduler"))
      case .machineConfigServer:
        try TLSContext.server(identity: identities.component("system:machine-config-server"))
      case .supervisor:
        try apiServer(identities.apiServer(.p256, in: cluster), authorities: ["CN=k3s-client-ca@1650000000"])
      }
    contexts[shown] = context
    return context
  }

  /// An API server's, which asks for client certificates and shows its loopback client's own to who calls for it.
  private mutating func apiServer(
    _ identity: TLSIdentity, oldest: TLSProtocolVersion = .tls12, newest: TLSProtocolVersion = .tls13,
    loopback: TLSIdentity? = nil, authorities: [String] = ["CN=kubernetes", "CN=front-proxy-ca"]
  ) throws -> TLSContext {
    let shared = try loopbackClient ?? identities.loopbackClient()
    loopbackClient = shared
    return try TLSContext.server(
      identity: identity,
      options: TLSServerOptions(
        minimumVersion: oldest, maximumVersion: newest,
        clientCertificates: .requested(authorities: authorities),
        alternatives: [FleetIdentities.loopbackServerName: loopback ?? shared]))
  }
}
