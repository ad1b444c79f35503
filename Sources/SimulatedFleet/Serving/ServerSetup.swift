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

/// Sets servers up for their behaviours; those that show the same certificate share one TLS context.
struct ServerSetups {
  private var identities: FleetIdentities
  private var loopbackClient: TLSIdentity?
  private var contexts: [CertificateKind: TLSContext] = [:]

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

  /// The setup for a behaviour; nil for a port that nobody listens on. Throws `TLSError`.
  mutating func setup(for behaviour: ServerBehaviour) throws -> ServerSetup? {
    switch behaviour {
    case .kubeadmDefault: try apiServer(.publicInformation)
    case .anonymousDisabled: try apiServer(.off)
    case .healthPathsOnly: try apiServer(.healthPaths)
    case .rbacForbidden: try apiServer(.withoutBindings)
    case .anonymousAdmin: try apiServer(.clusterAdmin)
    case .unhealthy: try apiServer(.publicInformation, condition: .withoutEtcd)
    case .overloaded: try apiServer(.publicInformation, condition: .overloaded)
    case .legacy:
      .https(
        SimulatedAPIServer(release: .v1_9, access: .publicInformation, headers: .v1_9),
        try context(.legacyAPIServer))
    case .oldTLS:
      .https(
        SimulatedAPIServer(release: .v1_9, access: .publicInformation, headers: .v1_9),
        try context(.oldTLS))
    case .justStarted: try apiServer(.off, shows: .justStarted)
    case .expiredCertificate: try apiServer(.publicInformation, shows: .expired)
    case .expiringCertificate: try apiServer(.publicInformation, shows: .expiring)
    case .insecurePort:
      .http(SimulatedAPIServer(release: .v1_16, access: .unlimited, headers: .v1_16))
    case .webServer: .https(SimulatedWebServer(), try context(.webServer))
    case .clientCertificateRequired: .https(SimulatedWebServer(), try context(.gateway))
    case .plainWebServer: .http(SimulatedWebServer())
    case .otherProtocol: .greeting
    case .plaintextProxy: .http(SimulatedAPIServer(release: .current, access: .publicInformation))
    case .startingUp: try apiServer(.withoutRBAC, shows: .justStarted)
    case .balancerWithoutBackend:
      .https(SimulatedComponent.balancerWithoutBackend, try context(.webServer))
    case .controllerManager: .https(SimulatedComponent.controllerManager, try context(.webServer))
    case .kubelet: .https(SimulatedKubelet(access: .webhook), try context(.node))
    case .lockedKubelet: .https(SimulatedKubelet(access: .off), try context(.node))
    case .openKubelet: .https(SimulatedKubelet(access: .alwaysAllow), try context(.node))
    case .readOnlyKubelet: .http(SimulatedKubelet(access: .alwaysAllow))
    case .etcd: .http(SimulatedComponent.etcd)
    case .lockedEtcd: .https(SimulatedComponent.etcd, try context(.etcd))
    case .scheduler: .https(SimulatedComponent.scheduler, try context(.scheduler))
    case .machineConfigServer:
      .https(SimulatedComponent.machineConfigServer, try context(.machineConfigServer))
    case .kubectlProxy: .http(SimulatedAPIServer(release: .current, access: .clusterAdmin))
    case .supervisor: .https(SimulatedComponent.supervisor, try context(.supervisor))
    case .closedPort: nil
    }
  }

  private mutating func apiServer(
    _ access: AnonymousAccess, condition: Condition = .well, shows certificate: CertificateKind = .apiServer
  ) throws -> ServerSetup {
    .https(
      SimulatedAPIServer(release: .current, access: access, condition: condition), try context(certificate))
  }

  private mutating func context(_ kind: CertificateKind) throws -> TLSContext {
    if let context = contexts[kind] { return context }
    let day: TimeInterval = 86_400
    let context =
      switch kind {
      case .apiServer:
        try apiServer(identities.apiServer(.p256))
      case .legacyAPIServer:
        try apiServer(identities.apiServer(.rsa2048), newest: .tls12)
      case .oldTLS:
        try apiServer(identities.apiServer(.rsa2048), oldest: .tls10, newest: .tls11)
      case .justStarted:
        try apiServer(
          identities.apiServer(.p256), loopback: FleetIdentities(startedAt: .now - 120).loopbackClient())
      case .expired:
        try apiServer(identities.apiServer(.p256, validity: (.now - 365 * day)...(.now - day)))
      case .expiring:
        try apiServer(identities.apiServer(.p256, validity: (.now - 355 * day)...(.now + 10 * day)))
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
        try apiServer(identities.apiServer(.p256), authorities: ["CN=k3s-client-ca@1650000000"])
      }
    contexts[kind] = context
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
