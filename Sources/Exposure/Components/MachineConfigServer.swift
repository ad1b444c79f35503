/// OpenShift's machine-config-server, which gives new machines their Ignition configuration.
///
/// Whoever reads it is no node yet: the cluster trusts a node by its certificate signing request (docs.redhat.com,
/// OpenShift Container Platform 4.10, Operators, 6.25 "Machine Config Operator"), hence `high` and not `critical`.
///
/// Read in openshift/machine-config-operator, pkg/server/api.go (healthHandler and defaultHandler write `Content-Length: 0` and
/// no type), and
/// openshift/installer, pkg/asset/tls/mcscertkey.go (`CN=system:machine-config-server`).
enum MachineConfigServer: DescribedComponent {
  static let component = Component.machineConfigServer
  /// SecurePort and InsecurePort of api.go.
  static let ports: [UInt16] = [22623, 22624]
  static let questions = [configuration]

  /// By HEAD: the server says that it would send the configuration, and none of it crosses the wire.
  ///
  /// Asked for as Ignition 2 asks: for any other `Accept` the server translates the configuration to version 2.2, and answers
  /// 500 where that cannot be done (openshift/machine-config-operator, pkg/server/api.go,
  /// detectSpecVersionFromAcceptHeader).
  static let configuration = ComponentQuestion(
    "/config/worker", .announcedJSON, method: .head,
    accept: "application/vnd.coreos.ignition+json;version=3.2.0, */*;q=0.1")

  /// Its 404 and its health are empty.
  static func isShown(by evidence: ComponentEvidence) -> Bool {
    evidence.isOpen(configuration) && isItsWay(evidence)
  }

  private static func isItsWay(_ evidence: ComponentEvidence) -> Bool {
    evidence.version.marks.contains(.emptyNotFound) && evidence.healthz.marks.contains(.emptyOK)
  }

  static func isToBeAsked(_ evidence: ComponentEvidence, recognised: Component?) -> Bool {
    recognised == component || (recognised == nil && ports.contains(evidence.port) && isItsWay(evidence))
  }

  static func verdict(on evidence: ComponentEvidence) -> Verdict {
    if evidence.isOpen(configuration) { return .anonymousAccess }
    return evidence.healthz.marks.contains(.emptyOK) ? .healthOnly : evidence.refusal ?? .inconclusive
  }

  static func finding(on evidence: ComponentEvidence) -> Finding? {
    guard evidence.isOpen(configuration) else { return nil }
    let transport = evidence.transport == .plain ? "plain HTTP " : ""
    return FindingRules.finding(.ignitionOpen, .high, "\(transport)HEAD \(configuration.path) 200")
  }
}
