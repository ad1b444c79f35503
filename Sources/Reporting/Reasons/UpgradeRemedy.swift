import Exposure

/// Where to upgrade to, as far as the version and who builds it tell.
enum UpgradeRemedy {
  static func ofRelease(_ assessment: Assessment) -> String {
    let release = assessment.version?.kubernetesVersion.map { " from \($0.release)" } ?? ""
    guard let distribution = assessment.distribution, distribution.confidence > .low else {
      return "Upgrade\(release) to a minor release that is still supported."
    }
    return "Upgrade\(release) to a minor release that \(distribution.name) still supports."
  }

  static func ofVulnerability(_ assessment: Assessment) -> String {
    guard let worst = assessment.worstVulnerability else {
      return "Read what mitigates the vulnerabilities: no release fixes them."
    }
    if worst.isByGo { return "Upgrade to a build by a release of Go that fixes \(worst.id)." }
    switch assessment.versionConfidence {
    case .vendorBuild, .vendorPatch:
      return "Find out whether the vendor's build has the fix of \(worst.id), and upgrade where it has not."
    case .upstream, nil: return ofUpstream(worst, assessment.vulnerabilityCure)
    }
  }

  private static func ofUpstream(_ worst: WorstVulnerability, _ cure: VulnerabilityCure?) -> String {
    guard let cure else { return "Upgrade to a release that fixes \(worst.id)." }
    switch cure.choice {
    case .patchOfMinor:
      return "Upgrade to \(cure.release), the first patch of its minor release with all fixes."
    case .oldestSupported: return "Upgrade to \(cure.release), the oldest supported release with all fixes."
    case .firstFixed: return "Upgrade to \(cure.release), the first release that has the fixes."
    }
  }
}
