/// How far the version that a server says it is can be compared with upstream's: what end of life and vulnerabilities rest
/// on.
public enum VersionConfidence: String, Sendable, Hashable, Codable, CaseIterable {
  /// A release of upstream's, and nobody seen who would have changed it.
  case upstream
  /// Upstream's number on a vendor's build or in a managed service: the vendor may have fixed what the number lacks.
  case vendorBuild = "vendor-build"
  /// The patch is the vendor's own number: only what no release of the minor fixes is told of it.
  case vendorPatch = "vendor-patch"
}

extension VersionConfidence {
  /// How far a version can be compared where this distribution built it.
  init(
    _ version: KubernetesVersion, builtBy distribution: RecognisedDistribution?, knowing knowledge: Knowledge
  ) {
    let isManaged = distribution.map { knowledge.isManaged($0.id, recognisedWith: $0.confidence) } ?? false
    self.init(version, isManaged: isManaged)
  }

  /// How far a version can be compared where a provider runs the control plane, or not.
  init(_ version: KubernetesVersion, isManaged: Bool) {
    if !version.hasUpstreamPatch {
      self = .vendorPatch
    } else if version.isVendorBuild || isManaged {
      self = .vendorBuild
    } else {
      self = .upstream
    }
  }
}

extension Knowledge {
  /// Whether a provider runs the control plane of a distribution, as far as that is sure.
  func isManaged(_ distribution: String, recognisedWith confidence: Confidence) -> Bool {
    confidence > .low && self.distribution(distribution)?.managed == true
  }
}
