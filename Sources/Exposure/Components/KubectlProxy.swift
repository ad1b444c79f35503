/// kubectl proxy, and whatever else passes requests of strangers on to an API server with credentials of its own.
///
/// What shows it is that the API server takes the stranger for somebody: it lists what anonymous requests may not, or
/// refuses by another name than `system:anonymous`. A proxy that only ends TLS is refused under that name.
enum KubectlProxy: DescribedComponent {
  static let component = Component.kubectlProxy
  /// kubernetes.io/docs/reference/kubectl/generated/kubectl_proxy: --port.
  static let ports: [UInt16] = [8001]
  static let questions = [versions, namespaces]

  static let versions = ComponentQuestion("/api", .object(member: "kind"), accept: "application/json")
  /// Names only, and one of them: as access probes ask.
  static let namespaces = ComponentQuestion(
    "/api/v1/namespaces", .list(kind: "PartialObjectMetadataList", version: "meta.k8s.io/v1"),
    query: "?limit=1",
    accept: "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1")

  static func isShown(by evidence: ComponentEvidence) -> Bool {
    guard isOfPlainAPIServer(evidence), evidence.isOpen(versions) else { return false }
    if evidence.isOpen(namespaces) { return true }
    guard let answer = evidence.answer(to: namespaces), answer.content == .statusObject,
      let user = answer.user
    else { return false }
    return answer.status == 403 && user != "system:anonymous"
  }

  /// The API server's version, read without credentials in plain HTTP; of a release that still has an insecure port, that is
  /// what it is.
  private static func isOfPlainAPIServer(_ evidence: ComponentEvidence) -> Bool {
    guard evidence.transport == .plain, let document = evidence.versionDocument else { return false }
    return document.kubernetesVersion.map { $0.release >= VerdictRules.firstWithoutInsecurePort } ?? false
  }

  static func isToBeAsked(_ evidence: ComponentEvidence, recognised: Component?) -> Bool {
    isOfPlainAPIServer(evidence)
  }

  static func verdict(on evidence: ComponentEvidence) -> Verdict { .insecurePort }

  static func finding(on evidence: ComponentEvidence) -> Finding? {
    let answer = evidence.answer(to: namespaces)
    let may =
      answer?.isOpen == true
      ? "namespaces are listed" : "refused as \(answer?.user ?? "somebody"), which is not system:anonymous"
    return FindingRules.finding(.kubectlProxy, .critical, "plain HTTP /api 200, /api/v1/namespaces: \(may)")
  }
}
