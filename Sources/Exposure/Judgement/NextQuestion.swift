/// What is asked of an endpoint once its paths are done.
public enum NextQuestion: Sendable, Hashable {
  /// These paths once more, after a pause: the server had just started.
  case pathsAgain([ProbePath])
  /// The certificate that is served for the loopback client's name.
  case loopbackCertificate
  /// What an anonymous client may read, in this order.
  case access([AccessPath])
  /// What a component other than an API server tells strangers, in this order.
  case component([ComponentQuestion])
}

/// What may still be asked of an endpoint, so that a server which is clearly something else is never asked more than the
/// paths. Each question but the paths is asked once: an answer that does not come is no fact about the endpoint.
public struct OpenQuestions: Sendable, Hashable {
  private var loopbackCertificate: Bool
  private var access: [AccessPath]
  private var hasAccessAnswers = false
  private var repeatsWhileStarting: Int
  /// The components that are still to be asked about.
  private var components: Set<Component>
  private var ofComponent: [ComponentQuestion] = []

  /// Makes the questions that the settings of a scan enable.
  /// - Parameters:
  ///   - startTime: Whether the loopback client's certificate may be asked for.
  ///   - access: Whether access probes may be made.
  ///   - repeatsWhileStarting: How often the paths may be asked again of a server that has just started.
  ///   - components: The components whose own questions may be asked.
  public init(
    startTime: Bool, access: Bool, repeatsWhileStarting: Int, components: Set<Component> = []
  ) {
    self.components = components
    loopbackCertificate = startTime
    self.access = access ? AccessPath.allCases : []
    self.repeatsWhileStarting = repeatsWhileStarting
  }

  /// Takes out what is to be asked next of an endpoint of which `known` is known; nil where nothing is left.
  ///
  /// The certificate comes last, because a server that hangs on its name costs a part of the time left; but before
  /// access probes where a 403 may only say that the server has just started, so that they are not asked too early.
  public mutating func next(after known: EndpointReading) -> NextQuestion? {
    if repeatsWhileStarting > 0 {
      let refused = known.refusedWhileStarting
      if !refused.isEmpty {
        repeatsWhileStarting -= 1
        return .pathsAgain(refused)
      }
    }
    if known.isForbidden, let question = takeCertificate(known) { return question }
    if !access.isEmpty {
      if hasAccessAnswers || known.acceptsAnonymousRequests { return .access(access) }
      access = []
    }
    if !components.isEmpty {
      ofComponent = ComponentTable.questions(after: known, about: components)
      components = []
    }
    if !ofComponent.isEmpty { return .component(ofComponent) }
    return takeCertificate(known)
  }

  private mutating func takeCertificate(_ known: EndpointReading) -> NextQuestion? {
    guard loopbackCertificate else { return nil }
    loopbackCertificate = false
    return known.mayShowLoopbackCertificate ? .loopbackCertificate : nil
  }

  /// Takes in what the access probes of one connection were answered, in the order of asking.
  ///
  /// A server that did not answer is left alone, and so is one that asks for less load (429). A 401 says nothing about
  /// the next path: an AuthenticationConfiguration lets anonymous requests in for single paths
  /// (kubernetes.io/docs/reference/access-authn-authz/authentication, "Anonymous authenticator configuration").
  public mutating func absorb(_ answers: [AccessAnswer]) {
    guard let last = answers.last, last.status != 429 else {
      access = []
      return
    }
    hasAccessAnswers = true
    access.removeFirst(min(answers.count, access.count))
  }

  /// Takes in what the questions to a component were answered on one connection, in the order of asking; as with access
  /// probes, what does not answer or asks for less load is left alone.
  public mutating func absorb(_ answers: [ComponentAnswer]) {
    guard let last = answers.last, last.status != 429 else {
      ofComponent = []
      return
    }
    ofComponent.removeFirst(min(answers.count, ofComponent.count))
  }
}

extension Observation {
  /// The name by which a kube-apiserver's own client calls it, and for which it serves a certificate made at its
  /// start (k8s.io/apiserver/pkg/server/secure_serving.go).
  public static let loopbackServerName = "apiserver-loopback-client"
}
