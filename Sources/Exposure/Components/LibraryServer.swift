/// A program that is built on k8s.io/apiserver and is no API server. Such answers do not say which of them it is: their
/// ports, or their certificates, do.
///
/// Releases before 1.23 tell strangers the same in plain HTTP on a former port, unless `--port=0` says otherwise
/// (kubernetes/kubeadm, issue 2202; kubernetes, pull request 96345; ComplianceAsCode/content, pull request 10377).
protocol LibraryServer: DescribedComponent {}

extension LibraryServer {
  static var questions: [ComponentQuestion] { [ComponentQuestion("/metrics", .metrics)] }

  /// No `Audit-Id`, and either a `Status` object or a health that is kept out of caches beside Go's 404.
  ///
  /// On a former port: its measurements beside Go's 404 and a bare health. Nothing in the answers names it
  /// (kubernetes 1.19, cmd/controller-manager/app/serve.go).
  static func isShown(by evidence: ComponentEvidence) -> Bool {
    if evidence.transport == .plain {
      return formerPorts.contains(evidence.port) && questions.allSatisfy(evidence.isOpen)
        && evidence.version.marks.contains(.goNotFound) && evidence.healthz.marks.contains(.ok)
    }
    guard ports.contains(evidence.port),
      !evidence.provingSigns.contains(.auditHeader)
    else { return false }
    return evidence.provingSigns.contains(.statusObject)
      || (evidence.version.marks.contains(.goNotFound)
        && evidence.healthz.marks.isSuperset(of: [.ok, .uncached]))
  }

  /// `/healthz` is open by default (`--authorization-always-allow-paths`), the rest is authorized.
  static func verdict(on evidence: ComponentEvidence) -> Verdict {
    if questions.contains(where: evidence.isOpen) { return .versionLeak }
    if case .health = evidence.healthz.meaning { return .healthOnly }
    return evidence.refusal ?? .inconclusive
  }

  static func finding(on evidence: ComponentEvidence) -> Finding? { metricsFinding(on: evidence) }
}
