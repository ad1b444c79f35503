/// etcd: the server for clients over TLS or in plain HTTP, and the port for measurements.
///
/// Recorded from etcd 3.4 and 3.6, see Tests/Fixtures/Components; read in etcd, server/embed/serve.go. With
/// `--client-cert-auth` the handshake ends for want of a certificate, and nothing of this is seen.
enum Etcd: DescribedComponent {
  static let component = Component.etcd
  /// Clients (etcd.io/docs, "Configuration options": listen-client-urls), and the port that kubeadm gives to
  /// measurements (kubernetes, cmd/kubeadm/app/constants: EtcdMetricsPort).
  static let ports: [UInt16] = [2379, 2381]
  /// The measurements first: `/health` waits for the cluster, and they never do.
  static let questions = [metrics, health]

  static let health = ComponentQuestion("/health", .etcdHealth, accept: "application/json")
  static let metrics = ComponentQuestion("/metrics", .etcdMetrics)

  static func isShown(by evidence: ComponentEvidence) -> Bool {
    if !evidence.version.marks.isDisjoint(with: [.etcdVersion, .etcdOtherHost]) { return true }
    // The port for measurements: nothing else has this health or these names beside Go's 404 on both paths.
    return evidence.version.marks.intersection(evidence.healthz.marks).contains(.goNotFound)
      && (tellsHealth(evidence) || evidence.answer(to: metrics)?.content == .etcdMetrics)
  }

  /// Whether it tells its health, well or not.
  private static func tellsHealth(_ evidence: ComponentEvidence) -> Bool {
    evidence.answer(to: health)?.content == .object
  }

  /// Whether it is the server for clients, which answers whoever has a connection: the one for peers has neither the
  /// headers nor the health, the port for measurements no version.
  static func isClientDoor(_ evidence: ComponentEvidence) -> Bool {
    evidence.version.marks.contains(.etcdVersion)
      && (evidence.version.marks.contains(.etcdClientDoor) || tellsHealth(evidence))
  }

  static func verdict(on evidence: ComponentEvidence) -> Verdict {
    if isClientDoor(evidence) { return .anonymousAccess }
    if evidence.version.marks.contains(.etcdVersion) || evidence.isOpen(metrics) { return .versionLeak }
    if tellsHealth(evidence) { return .healthOnly }
    return evidence.refusal ?? .inconclusive
  }

  static func finding(on evidence: ComponentEvidence) -> Finding? {
    guard isClientDoor(evidence) else { return evidence.isOpen(metrics) ? metricsFinding(on: evidence) : nil }
    let open = evidence.open(among: questions)
    let also = open.isEmpty ? "" : "; also open: \(open.joined(separator: ", "))"
    let transport = evidence.transport == .plain ? "plain HTTP" : "TLS without a client certificate"
    return FindingRules.finding(
      .etcdOpen, .critical, "\(transport): /version 200 of the server for clients\(also)")
  }
}
