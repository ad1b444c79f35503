/// kube-scheduler, which answers with the objects of an API server.
enum Scheduler: DescribedComponent {
  static let component = Component.kubeScheduler
  /// kubernetes.io/docs/reference/networking/ports-and-protocols.
  static let ports: [UInt16] = [10259]
  static let questions = [ComponentQuestion("/metrics", .metrics)]

  static func isShown(by evidence: ComponentEvidence) -> Bool {
    LibraryServer.isShown(by: evidence, on: ports)
  }

  static func verdict(on evidence: ComponentEvidence) -> Verdict {
    LibraryServer.verdict(on: evidence, asked: questions)
  }

  static func finding(on evidence: ComponentEvidence) -> Finding? { metricsFinding(on: evidence) }
}

/// What is common to programs that are built on k8s.io/apiserver and are no API server. Their answers do not say which of
/// them it is: their ports, or their certificates, do.
enum LibraryServer {
  /// No `Audit-Id`, and either a `Status` object or a health that is kept out of caches beside Go's 404.
  static func isShown(by evidence: ComponentEvidence, on ports: [UInt16]) -> Bool {
    guard evidence.transport == .tls, ports.contains(evidence.port),
      !evidence.provingSigns.contains(.auditHeader)
    else { return false }
    return evidence.provingSigns.contains(.statusObject)
      || (evidence.version.marks.contains(.goNotFound)
        && evidence.healthz.marks.isSuperset(of: [.ok, .uncached]))
  }

  /// `/healthz` is open by default (`--authorization-always-allow-paths`), the rest is authorized.
  static func verdict(on evidence: ComponentEvidence, asked questions: [ComponentQuestion]) -> Verdict {
    if questions.contains(where: evidence.isOpen) { return .versionLeak }
    if case .health = evidence.healthz.meaning { return .healthOnly }
    return evidence.refusal ?? .inconclusive
  }
}
