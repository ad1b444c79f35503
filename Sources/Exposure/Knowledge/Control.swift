/// A collection of published controls: a benchmark, a guide, a matrix of threats.
public struct ControlFramework: Sendable, Decodable {
  /// The beginning of the identifiers of its controls: `CIS`, `STIG`, `ATT&CK`.
  public let id: String
  /// The name for a person.
  public let name: String
  /// Where it is published.
  public let source: String
  /// Other names that people ask for it by.
  public let alsoKnownAs: [String]?
}

/// A published control that a verdict or a finding corresponds to: an auditor asks which endpoints speak against it.
///
/// It says that what was seen is what the control is about, and nothing of endpoints for which it is not named: most of a
/// benchmark cannot be seen from outside.
public struct Control: Sendable, Hashable, Decodable {
  /// The identifier, stable and without spaces: `STIG-V-242390`. Where editions of one framework differ, the edition
  /// stands behind a colon: `CIS-1.2.1:2.1.0`.
  public let id: String
  /// The identifier of its framework.
  public let framework: String
  /// What it asks, in the words of its source; nil where the source that was read gives no title.
  public let title: String?
  /// Where it is published.
  public let source: String
  /// The editions that it stands in, where they differ.
  public let edition: String?
  /// What has to be so beside the verdict, as the end of a sentence that begins with `where`; nil where nothing has to.
  public let condition: String?
  /// Identifiers of the same control in its own framework: `CNTR-K8-000360`.
  public let alsoKnownAs: [String]?
  /// The distribution that it is written for; nil for every one.
  public let distribution: String?
  /// Whether it is about what the internet reaches: a private address says nothing for it.
  public let publicAddressOnly: Bool?
  /// The components that it is about; nil for the API server alone.
  public let components: Set<Component>?
  /// The verdicts that speak against it.
  public let verdicts: Set<Verdict>?
  /// The findings that speak against it.
  public let findings: Set<FindingID>?
}

extension Control {
  /// Whether everything beside verdict and findings fits.
  func concerns(_ assessment: Assessment) -> Bool {
    guard isAbout(assessment.component) else { return false }
    if publicAddressOnly == true, !assessment.isExposedToInternet { return false }
    guard let distribution else { return true }
    guard let recognised = assessment.distribution else { return false }
    return recognised.id == distribution && recognised.confidence > .low
  }

  /// What does not show which component it is may be an API server.
  private func isAbout(_ component: Component?) -> Bool {
    let component = component ?? .kubeAPIServer
    return components.map { $0.contains(component) } ?? (component == .kubeAPIServer)
  }

  /// Whether somebody who asks for this name means the control: its identifier, the beginning of it up to a separator
  /// (`STIG`, `CIS-1.2`, `OWASP-K06`), or one of its other names, in any case of letters.
  func isCalled(_ name: String, in framework: ControlFramework?) -> Bool {
    let name = name.uppercased()
    guard !name.isEmpty else { return false }
    let names =
      [id, String(id.dropFirst(self.framework.count + 1))] + (alsoKnownAs ?? [])
      + (framework?.alsoKnownAs ?? [])
    return names.contains { full in
      let full = full.uppercased()
      guard full.hasPrefix(name) else { return false }
      return full.dropFirst(name.count).first.map { "-:.".contains($0) } ?? true
    }
  }
}
