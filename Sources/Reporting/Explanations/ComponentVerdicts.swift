import Exposure
import Targets

/// What a verdict means where a component other than the API server answered: the texts of the verdicts speak of
/// kube-apiserver, whose defaults and settings are not those of a kubelet or of etcd.
///
/// What each component is asked, and by what sources, stands in its description in `Exposure`, folder `Components`.
extension Explanation {
  /// The explanation of the verdict of an endpoint, of whatever answered there.
  static func ofVerdict(_ observation: Observation, _ assessment: Assessment) -> Explanation {
    let general = of(verdict: assessment.verdict)
    guard let component = assessment.component, component != .kubeAPIServer,
      let said = ComponentVerdictText(component, assessment.verdict)
    else { return general }
    let wasAsked = !ComponentReason.isNotAskedFurther(observation, assessment)
    let isKnown = wasAsked || said.isDecided(assessment)
    return Explanation(
      general.id, wasAsked ? said.title : "\(said.title); nothing more was asked",
      meaning: said.meaning + "\n\n" + (wasAsked ? said.asked(observation) : said.notKnown),
      attack: isKnown ? said.attack(assessment) : said.attackNotKnown, check: said.check,
      remedy: isKnown ? said.remedy(assessment) : said.remedyNotKnown)
  }
}

extension Verdict {
  /// What the explanation by identifier, which is about the API server, says of other components first; nil where it is the
  /// same for them.
  var otherComponents: String? {
    switch self {
    case .anonymousAccess:
      "\(Self.aboutServer) Of another component that lets strangers in, see `etcd-open`, `kubelet-anonymous` and "
        + "`ignition-open`."
    case .insecurePort:
      "\(Self.aboutServer) Of another component that lets strangers in over plain HTTP, see `kubelet-read-only-port` and "
        + "`kubectl-proxy`."
    case .versionLeak:
      "\(Self.aboutServer) Of another component that tells more than its health, see `component-metrics`."
    case .healthOnly, .forbidden:
      "\(Self.aboutServer) Of another component, such as a kubelet, it means less: unless it was asked with "
        + "\(OptionName.components), nothing more is known of it."
    case .lockedDown:
      "\(Self.aboutServer) Another component has this verdict where it refuses strangers with 401."
    case .clientCertificateRequired, .inconclusive, .notKubernetes, .plainHTTP, .tlsFailed, .closed,
      .filtered,
      .unreachable, .unresolved, .failed:
      nil
    }
  }

  private static let aboutServer = "This text is about the API server."
}

/// The words for one component.
private struct ComponentVerdictText {
  let title: String
  let meaning: String
  private let component: Component
  private let posture: Posture

  /// Nil for verdicts that say the same of whatever is behind the port.
  init?(_ component: Component, _ verdict: Verdict) {
    let name = component.rawValue
    switch verdict {
    case .anonymousAccess:
      title = "Strangers get into \(name)"
      meaning = "\(name) answered, not an API server. It let a request without credentials in."
    case .insecurePort:
      title = "Strangers get into \(name) over plain HTTP"
      meaning = "\(name) answered, not an API server, and over plain HTTP. It asked for no credentials."
    case .versionLeak:
      title = "\(name) tells strangers more than its health"
      meaning =
        "\(name) answered, not an API server. It told a stranger more than its health: its version, metrics or "
        + "configuration."
    case .healthOnly:
      title = "\(name) tells strangers its health"
      meaning = "\(name) answered, not an API server. It told its health to a request without credentials."
    case .forbidden:
      title = "\(name) refuses strangers by authorization"
      meaning =
        "\(name) answered, not an API server. It refused a request without credentials with 403: authorization "
        + "refuses it, and not authentication."
    case .lockedDown:
      title = "\(name) refuses strangers"
      meaning = "\(name) answered, not an API server. It refused a request without credentials with 401."
    case .inconclusive:
      title = "\(name) gave no answer that decides"
      meaning =
        "\(name) answered, not an API server. What it answered, or left unanswered, does not decide what strangers "
        + "can read."
    case .clientCertificateRequired, .notKubernetes, .plainHTTP, .tlsFailed, .closed, .filtered, .unreachable,
      .unresolved, .failed:
      return nil
    }
    self.component = component
    posture = verdict.posture
  }

  /// Whether the two paths alone decide what to do: a finding is there, or authentication refuses strangers.
  func isDecided(_ assessment: Assessment) -> Bool {
    posture == .lockedDown || assessment.findings.contains { $0.id.weighsComponent }
  }

  /// Why the verdict is not the last word.
  var notKnown: String {
    "What else it tells strangers is not known yet: it was asked for /version and /healthz alone, and not for "
      + "\(paths.joined(separator: ", ")). Ask with \(OptionName.components)."
  }

  /// What was asked beside the two paths.
  func asked(_ observation: Observation) -> String {
    let answers = observation.componentAnswers.map { "\(printable($0.path)) \($0.status)" }
    return answers.isEmpty
      ? "What it told stands in the evidence."
      : "Asked further, it answered: \(answers.joined(separator: ", "))."
  }

  var attackNotKnown: String {
    "Not known yet. " + (ids.isEmpty ? "" : "What may be found: \(ids).")
  }

  func attack(_ assessment: Assessment) -> String {
    if let finding = assessment.findings.first(where: { $0.id.weighsComponent }) {
      return "See `\(finding.id.rawValue)`."
    }
    return switch posture {
    case .exposed: "What it told helps to choose an attack on it."
    case .restricted, .lockedDown: "Nothing that was asked for is readable. That it is there shows."
    case .unknown, .other, .unreachable: "Unknown. Do not count it as locked down."
    }
  }

  /// The requests by hand.
  var check: String {
    let questions = component.questions.map { question in
      let isHead = question.method == .head
      let accepts = question.accept == "*/*" ? "" : " -H 'Accept: \(question.accept)'"
      let request = "  curl \(isHead ? "-skI" : "-sk")\(accepts) 'https://HOST:PORT\(question.requestTarget)'"
      return question.mayBeLarge ? request + " | head -c 300" : request
    }
    return (["  curl -sk https://HOST:PORT/healthz"] + questions).joined(separator: "\n\n")
  }

  var remedyNotKnown: String {
    "Not known yet: ask it with \(OptionName.components) first. \(Self.firewall)"
  }

  func remedy(_ assessment: Assessment) -> String {
    if let finding = assessment.findings.first(where: { $0.id.weighsComponent }) {
      return "What to do about it is told with `\(finding.id.rawValue)`."
    }
    return switch posture {
    case .exposed: Self.firewall
    case .restricted, .lockedDown: "Nothing has to be done about what it answers. \(Self.firewall)"
    case .unknown, .other, .unreachable:
      "Scan it again, with more time (\(OptionName.deadline) 30s) and \(OptionName.components). \(Self.firewall)"
    }
  }

  private static let firewall = "Let only the machines that need it reach the port, by a firewall."

  private var paths: [String] { component.questions.map(\.path) }

  private var ids: String { component.findings.map { "`\($0.rawValue)`" }.joined(separator: ", ") }
}

extension Component {
  /// The findings that are about this component alone or its metrics; none for what tells strangers no more than is meant.
  var findings: [FindingID] {
    switch self {
    case .kubeAPIServer, .supervisor: []
    case .kubeControllerManager, .kubeScheduler, .kubeProxy: [.componentMetrics]
    case .kubelet: [.kubeletAnonymous, .kubeletReadOnlyPort, .componentMetrics]
    case .etcd: [.etcdOpen, .componentMetrics]
    case .kubectlProxy: [.kubectlProxy]
    case .machineConfigServer: [.ignitionOpen]
    }
  }
}
