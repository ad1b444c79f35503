import PortableFoundation

/// What a kube-apiserver lets strangers do.
enum AnonymousAccess: Sendable {
  /// `system:public-info-viewer`: version and health.
  case publicInformation
  /// `AuthenticationConfiguration` with the health paths.
  case healthPaths
  /// Let in, with no binding at all.
  case withoutBindings
  /// Let in before RBAC is loaded: no role can be found.
  case withoutRBAC
  /// Not let in.
  case off
  /// `system:anonymous` bound to `cluster-admin`: everybody may do everything.
  case clusterAdmin
  /// The insecure port: everybody may do everything.
  case unlimited
}

/// How a kube-apiserver fares.
enum Condition: Sendable {
  case well
  case withoutEtcd
  case overloaded
}

/// A kube-apiserver, as far as a stranger sees it. Answers follow the recorded ones of 1.36.2 and the sources of
/// the older releases.
struct SimulatedAPIServer: Answering {
  let release: SimulatedRelease
  let access: AnonymousAccess
  var condition = Condition.well
  var headers = HeaderHabits.current

  func answer(to request: Request) -> Answer {
    switch (condition, access) {
    case (.overloaded, _): tooManyRequests()
    case (_, .off): unauthorized()
    case (_, .withoutBindings): forbidden(request)
    case (_, .withoutRBAC): forbidden(request, cause: StatusBody.missingRole)
    case (_, .healthPaths): health(request) ?? unauthorized()
    case (_, .publicInformation):
      version(request) ?? health(request) ?? clusterInfo(request) ?? forbidden(request)
    case (_, .clusterAdmin), (_, .unlimited):
      version(request) ?? health(request) ?? clusterInfo(request) ?? resources(request) ?? notFound()
    }
  }

  private func version(_ request: Request) -> Answer? {
    guard request.path == "/version" else { return nil }
    return Answer(
      status: 200, headers: headers.fields([("Content-Type", "application/json")], schema: .catchAll),
      body: release.document)
  }

  private func health(_ request: Request) -> Answer? {
    guard headers.healthPaths.contains(request.path) else { return nil }
    let fields = headers.fields(headers.plainText, schema: .probes)
    switch condition {
    case .withoutEtcd where request.path != "/readyz":
      return Answer(
        status: 500, headers: fields, body: HealthChecks.list(of: request.path, failing: "etcd"))
    case .well, .withoutEtcd, .overloaded:
      let body = request.isVerbose ? HealthChecks.list(of: request.path, failing: nil) : "ok"
      return Answer(status: 200, headers: fields, body: body)
    }
  }

  /// kubeadm lets strangers read this one object, so that a node can find the cluster that it is to join.
  private func clusterInfo(_ request: Request) -> Answer? {
    guard request.path == SimulatedResources.clusterInfoPath else { return nil }
    return json(SimulatedResources.clusterInfo(for: request))
  }

  private func resources(_ request: Request) -> Answer? {
    switch request.path {
    case "/api": return json(SimulatedResources.coreVersions)
    case "/apis": return json(SimulatedResources.groups)
    case "/openapi/v3": return json(SimulatedResources.descriptions)
    case "/.well-known/openid-configuration": return json(SimulatedResources.issuer)
    case "/openid/v1/jwks": return json(#"{"keys":[]}"#)
    case "/metrics", "/metrics/slis":
      return Answer(
        status: 200, headers: headers.fields(headers.plainText, schema: .catchAll),
        body: "# TYPE apiserver_request_total counter\napiserver_request_total 1\n")
    default:
      let collection = SimulatedResources.collections.first { $0.path == request.path }
      return collection.map { json(SimulatedResources.list($0, for: request)) }
    }
  }

  private func json(_ body: String) -> Answer {
    Answer(
      status: 200, headers: headers.fields([("Content-Type", "application/json")], schema: .catchAll),
      body: body)
  }

  private func unauthorized() -> Answer {
    Answer(
      status: 401, headers: headers.fields([("Content-Type", "application/json")], schema: nil),
      body: StatusBody.unauthorized)
  }

  private func forbidden(_ request: Request, cause: String = "") -> Answer {
    let fields = [("Content-Type", "application/json"), ("X-Content-Type-Options", "nosniff")]
    return Answer(
      status: 403, headers: headers.fields(fields, schema: .catchAll),
      body: StatusBody.forbidden(request, cause: cause))
  }

  private func tooManyRequests() -> Answer {
    Answer(
      status: 429, headers: headers.fields(headers.plainText + [("Retry-After", "1")], schema: nil),
      body: "Too many requests, please try again later.\n")
  }

  private func notFound() -> Answer {
    Answer(
      status: 404, headers: headers.fields(headers.plainText, schema: nil), body: "404 page not found\n")
  }
}
