/// The kubelet of a node: its API over TLS, the read-only port and the health port in plain HTTP.
///
/// Recorded from Kubernetes 1.36, see Tests/Fixtures/Components; paths and words in kubernetes,
/// pkg/kubelet/server/server.go.
enum Kubelet: DescribedComponent {
  static let component = Component.kubelet
  /// The API, the read-only port, the health port (kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1:
  /// port, readOnlyPort, healthzPort).
  static let ports: [UInt16] = [10250, 10255, healthPort]
  private static let healthPort: UInt16 = 10248
  static let questions = [pods, metrics, configuration]

  static let pods = ComponentQuestion(
    "/pods", .list(kind: "PodList", version: "v1"), accept: "application/json")
  static let metrics = ComponentQuestion("/metrics", .metrics)
  static let configuration = ComponentQuestion(
    "/configz", .object(member: "kubeletconfig"), accept: "application/json")

  /// - Its own words: a refusal that names nodes, or the list of its pods.
  /// - Go's 404 on `/version` beside the health or the refusal as it writes them, under a certificate that a node made for
  ///   itself, beside names of a cluster, or on one of its ports: metrics-server and webhooks listen on 10250 as well, and
  ///   write otherwise.
  static func isShown(by evidence: ComponentEvidence) -> Bool {
    if !evidence.healthz.marks.isDisjoint(with: [.kubeletRefusal, .kubeletUndecided]) { return true }
    if let answer = evidence.answer(to: pods) {
      switch answer.content {
      case .list, .kubeletRefusal: return evidence.versionDocument == nil
      case .unauthorized: break
      // The API and the read-only port have the path, the health port has its health alone.
      default:
        if answer.status == 404, evidence.port != healthPort || evidence.isOpen(metrics) { return false }
      }
    }
    return isItsWay(evidence)
      && (evidence.tls?.isMadeByNode == true || evidence.tls?.namesCluster == true
        || ports.contains(evidence.port))
  }

  /// Go's 404, and the health or the refusal as a kubelet writes them.
  private static func isItsWay(_ evidence: ComponentEvidence) -> Bool {
    let health = evidence.healthz.marks
    return evidence.version.marks.contains(.goNotFound) && !health.contains(.uncached)
      && (health.isSuperset(of: [.ok, .unsniffed]) || health.contains(.bareUnauthorized))
  }

  /// Also where a server on nobody's port answers as it does, and where virtual-kubelet does on any: the list of pods
  /// then tells.
  static func isToBeAsked(_ evidence: ComponentEvidence, recognised: Component?) -> Bool {
    guard recognised == nil else { return recognised == component }
    if evidence.version.marks.intersection(evidence.healthz.marks).contains(.virtualNotFound) { return true }
    if ports.contains(evidence.port) { return evidence.mayBeComponent }
    return isItsWay(evidence) && !ComponentTable.all.contains { $0.has(port: evidence.port) }
  }

  /// The read-only port has neither authentication nor authorization.
  static func verdict(on evidence: ComponentEvidence) -> Verdict {
    if evidence.isOpen(pods) { return evidence.transport == .plain ? .insecurePort : .anonymousAccess }
    if evidence.isOpen(metrics) || evidence.isOpen(configuration) { return .versionLeak }
    if evidence.healthz.marks.contains(.ok) { return .healthOnly }
    return evidence.refusal ?? .inconclusive
  }

  static func finding(on evidence: ComponentEvidence) -> Finding? {
    guard evidence.isOpen(pods), let answer = evidence.answer(to: pods) else {
      return metricsFinding(on: evidence)
    }
    let bound = answer.isCut ? "at least " : ""
    let count = answer.count.map { ", \(bound)\($0) \($0 == 1 ? "pod" : "pods")" } ?? ""
    let others = evidence.open(among: [metrics, configuration])
    let also = others.isEmpty ? "" : "; also open: \(others.joined(separator: ", "))"
    let text = "/pods \(answer.status)\(count)\(also)"
    if evidence.transport == .plain {
      return FindingRules.finding(.kubeletReadOnlyPort, .high, "plain HTTP \(text)")
    }
    return mayListOnly(evidence)
      ? FindingRules.finding(
        .kubeletAnonymous, .high, "\(text); /configz 403: the list of pods alone is open")
      : FindingRules.finding(.kubeletAnonymous, .critical, text)
  }

  /// Whether strangers have no more than `nodes/pods`: `nodes/proxy`, by which commands run, would open `/configz` as
  /// well (KEP-2862, "Fine-grained Kubelet API authorization", on by default since 1.33; recorded from 1.36: both paths
  /// are refused by `subresource(s)=[pods proxy]` and `[configz proxy]`).
  private static func mayListOnly(_ evidence: ComponentEvidence) -> Bool {
    evidence.answer(to: configuration)?.content == .kubeletRefusal
  }
}
