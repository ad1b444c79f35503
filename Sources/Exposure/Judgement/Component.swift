/// The program of a Kubernetes cluster that answered. The identifiers are stable.
public enum Component: String, Sendable, Hashable, Codable, CaseIterable {
  /// The API server: what a sentence about clusters counts.
  case kubeAPIServer = "kube-apiserver"
  case kubeControllerManager = "kube-controller-manager"
  case kubeScheduler = "kube-scheduler"
  case kubelet
  case etcd
  case kubeProxy = "kube-proxy"
  /// kubectl proxy, or another proxy that adds credentials of its own.
  case kubectlProxy = "kubectl-proxy"
  /// OpenShift's machine-config-server.
  case machineConfigServer = "machine-config-server"
  /// The supervisor of K3s and RKE2.
  case supervisor
}

/// The rules that name the component which answered; nil where nothing names it.
///
/// Several programs are built on k8s.io/apiserver and answer with the same `Status` objects, so a `Status` object
/// names none. What each component answers to a stranger was recorded from Kubernetes 1.36 and etcd 3.4 and 3.6, see
/// Tests/Fixtures/Components.
enum ComponentRules {
  /// The component behind the evidence, where `isAPIServer` says whether a kube-apiserver is named by its signs.
  ///
  /// kubectl proxy comes first, because the API server behind it shows all of its signs. Then a certificate, which names
  /// one component; then the answers.
  static func component(of evidence: ComponentEvidence, isAPIServer: Bool) -> Component? {
    if isAPIServer { return KubectlProxy.isShown(by: evidence) ? .kubectlProxy : .kubeAPIServer }
    if let component = evidence.tls?.component { return component }
    return ComponentTable.all.first { $0.isShown(by: evidence) }?.component
  }

  /// By what the certificate says: a node's certificate is the kubelet's (kubelet, `CN=system:node:NAME`), one of
  /// kubeadm's authority `etcd-ca` etcd's, and OpenShift's installer makes one for the machine-config-server.
  static func named(by certificate: CertificateFacts) -> Component? {
    let subject = DistinguishedName(certificate.subject).commonName ?? ""
    switch subject {
    case "kube-controller-manager", "system:kube-controller-manager": return .kubeControllerManager
    case "kube-scheduler", "system:kube-scheduler": return .kubeScheduler
    case "system:machine-config-server": return .machineConfigServer
    case _ where subject.hasPrefix("system:node:"): return .kubelet
    default: return DistinguishedName(certificate.issuer).commonName == "etcd-ca" ? .etcd : nil
    }
  }
}

extension EndpointReading {
  /// Whether signs name a kube-apiserver.
  ///
  /// - A version document or a FlowSchema UID: no other component has either.
  /// - The loopback certificate: every release since 1.8 shows it, and sends `Audit-Id` with it since 1.14. What else
  ///   shows it is an aggregated API server, whose own certificate tells it apart (`loopback` is nil then).
  /// - Names in certificates, where the answer is the API server's: a controller manager asks for certificates of the
  ///   same authorities, so their names count beside `Audit-Id` or a bare refusal only, and not beside a `Status` object
  ///   without `Audit-Id`.
  var isNamedAPIServer: Bool {
    let proving = provingSigns
    if proving.contains(.versionDocument) || proving.contains(.flowSchemaHeader) { return true }
    if loopback != nil { return true }
    guard isAPIServer, !isOfAnotherComponent else { return false }
    let supporting = supportingSigns
    if supporting.contains(.certificateNames) { return true }
    guard supporting.contains(.clientCANames) else { return false }
    return proving.contains(.auditHeader) || !proving.contains(.statusObject)
  }
}
