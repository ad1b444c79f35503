/// A finding that came or went, or whose severity is another one.
public struct FindingChange: Sendable, Hashable {
  /// Which finding.
  public var id: FindingID
  /// Its severity before; nil where the endpoint did not have it.
  public var before: Severity?
  /// Its severity now; nil where the endpoint does not have it any more.
  public var after: Severity?

  /// Makes a change of a finding.
  public init(_ id: FindingID, from before: Severity?, to after: Severity?) {
    self.id = id
    self.before = before
    self.after = after
  }

  /// Whether the endpoint is worse for it: the finding is new, or its severity rose.
  public var isWorse: Bool {
    guard let after else { return false }
    return before.map { after > $0 } ?? true
  }
}

extension FindingChange {
  /// What changed among the findings of an endpoint between two deciding results: the one rule for scans, `diff`,
  /// histories and pages. Worse ones first, each as bad as it is now, then better ones, each as bad as it was.
  ///
  /// Nothing is compared with a result of a release that did not keep the grounds of findings.
  /// - Parameter certificates: Certificates that servers behind the address have shown before. Where servers take turns, a
  ///   finding about the certificate of one of them is no change.
  public static func changes(
    from before: EndpointResult, to after: EndpointResult, certificates: Set<String> = []
  ) -> [FindingChange] {
    guard let old = before.grounds, let new = after.grounds else { return [] }
    if before.findings == after.findings, before.findingSeverities == after.findingSeverities { return [] }
    var shared = old.intersection(new)
    if let fingerprint = after.certificateFingerprint, fingerprint != before.certificateFingerprint,
      certificates.contains(fingerprint)
    {
      shared.remove(.certificate)
    }
    let isSameVerdict = ComparedVerdicts(from: before, to: after)?.isSame == true
    let (then, now) = (before.severities, after.severities)
    let changes = FindingID.allCases.compactMap { id -> FindingChange? in
      guard then[id] != now[id] else { return nil }
      switch id.comparison {
      case .compared(let ground): guard shared.contains(ground) else { return nil }
      case .comparedBesideVerdict(let ground):
        guard isSameVerdict, shared.contains(ground) else { return nil }
      case .passedOver: return nil
      }
      return FindingChange(id, from: then[id], to: now[id])
    }
    let worse = changes.filter(\.isWorse).sorted { ($0.after ?? .none) > ($1.after ?? .none) }
    let better = changes.filter { !$0.isWorse }.sorted { ($0.before ?? .none) > ($1.before ?? .none) }
    return worse + better
  }
}

extension EndpointResult {
  /// The severity of each finding.
  fileprivate var severities: [FindingID: Severity] {
    var severities: [FindingID: Severity] = [:]
    for (name, severity) in zip(findings, findingSeverities) {
      if let id = FindingID(rawValue: name) { severities[id] = severity }
    }
    return severities
  }

  /// Whether verdict or findings are other ones than before, as far as both scans asked the same; both are deciding results.
  /// - Parameter certificates: Certificates that servers behind the address have shown before.
  public func hasChanged(since before: EndpointResult, certificates: Set<String> = []) -> Bool {
    ComparedVerdicts(from: before, to: self)?.isSame == false
      || !FindingChange.changes(from: before, to: self, certificates: certificates).isEmpty
  }
}
