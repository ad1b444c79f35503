import NIOOpenSSL

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

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
    case webServer
    case gateway
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
    case .insecurePort:
      .http(SimulatedAPIServer(release: .v1_16, access: .unlimited, headers: .v1_16))
    case .webServer: .https(SimulatedWebServer(), try context(.webServer))
    case .clientCertificateRequired: .https(SimulatedWebServer(), try context(.gateway))
    case .plainWebServer: .http(SimulatedWebServer())
    case .otherProtocol: .greeting
    case .closedPort: nil
    }
  }

  private mutating func apiServer(
    _ access: AnonymousAccess, condition: Condition = .well
  ) throws -> ServerSetup {
    .https(
      SimulatedAPIServer(release: .current, access: access, condition: condition), try context(.apiServer))
  }

  private mutating func context(_ kind: CertificateKind) throws -> TLSContext {
    if let context = contexts[kind] { return context }
    let authorities = ["CN=kubernetes", "CN=front-proxy-ca"]
    let context =
      switch kind {
      case .apiServer:
        try TLSContext.server(
          identity: identities.apiServer(.p256),
          options: TLSServerOptions(
            clientCertificates: .requested(authorities: authorities), alternatives: loopbackAlternative()))
      case .legacyAPIServer:
        try TLSContext.server(
          identity: identities.apiServer(.rsa2048),
          options: TLSServerOptions(
            maximumVersion: .tls12, clientCertificates: .requested(authorities: authorities),
            alternatives: loopbackAlternative()))
      case .webServer:
        try TLSContext.server(identity: identities.webServer())
      case .gateway:
        try TLSContext.server(
          identity: identities.gateway(),
          options: TLSServerOptions(clientCertificates: .required(authorities: ["CN=clients"])))
      }
    contexts[kind] = context
    return context
  }
  /// What the API servers serve beside their own certificate; all of them started at once.
  private mutating func loopbackAlternative() throws -> [String: TLSIdentity] {
    let identity = try loopbackClient ?? identities.loopbackClient()
    loopbackClient = identity
    return [FleetIdentities.loopbackServerName: identity]
  }
}
