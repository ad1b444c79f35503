/// The verdicts of an endpoint in two scans, as far as both scans asked the same. What was not asked is no change: this is
/// the one rule for verdicts, as `FindingComparison` is for findings.
public struct ComparedVerdicts: Sendable, Hashable {
  /// The verdict of the earlier scan.
  public let before: Verdict
  /// The verdict of the later scan.
  public let after: Verdict

  /// Nil where one of the scans did not ask what the verdict of the other one rests on.
  ///
  /// An endpoint that lists its resources to an access probe is compared by its other answers with a scan that made none.
  /// A component is not compared with a scan that did not ask it its own questions, unless another server answers there.
  /// Both are deciding results. One of a release that did not keep the grounds is compared as it is.
  public init?(from before: EndpointResult, to after: EndpointResult) {
    guard let old = before.grounds, let new = after.grounds else {
      (self.before, self.after) = (before.verdict, after.verdict)
      return
    }
    if old.contains(.component) != new.contains(.component) {
      let (asked, other) = old.contains(.component) ? (before, after) : (after, before)
      guard !asked.restsOnComponent || other.isOfAnother(than: asked) else { return nil }
    }
    let isProbedOnce = old.contains(.access) != new.contains(.access)
    self.before = isProbedOnce ? before.verdictWithoutAccess : before.verdict
    self.after = isProbedOnce ? after.verdictWithoutAccess : after.verdict
  }

  /// Whether the verdict is the same one.
  public var isSame: Bool { before == after }
}

extension EndpointResult {
  /// Whether the verdict is one by the answers to the questions of a component.
  fileprivate var restsOnComponent: Bool {
    component.map { $0 != .kubeAPIServer } ?? false
  }

  /// Whether an API server answers where a component did. A proxy that lends its credentials looks like one.
  fileprivate func isOfAnother(than asked: EndpointResult) -> Bool {
    component == .kubeAPIServer && asked.component != .kubectlProxy
  }

  /// The verdict by the answers to the two paths alone, in the order of `VerdictRules`. Where strangers list resources,
  /// refusals are 403: they are authenticated as anonymous.
  fileprivate var verdictWithoutAccess: Verdict {
    guard verdict == .anonymousAccess, !restsOnComponent else { return verdict }
    if findings.contains(FindingID.anonymousVersion.rawValue) { return .versionLeak }
    if findings.contains(FindingID.anonymousHealth.rawValue) { return .healthOnly }
    return .forbidden
  }
}
