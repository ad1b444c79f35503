import Exposure
public import PortableFoundation

/// What somebody asks the knowledge about.
public enum KnowledgeSubject: Sendable {
  /// A vulnerability, by one of its identifiers.
  case vulnerability(Vulnerability)
  /// A minor release.
  case release(Release)
  /// A version as a server tells it.
  case version(VersionStatement)
  /// A release of Go.
  case go(GoVersion)
  /// A distribution, by its identifier.
  case distribution(Distribution)
  /// Published controls: one, those of a framework, or all.
  case controls([Control])

  /// Reads a name: `CVE-2018-1002105`, `1.31`, `v1.31.4-eks-adc7111`, `go1.22.5`, `eks`, `STIG`; nil where nothing is known by
  /// it.
  /// - Parameters:
  ///   - go: The release of Go that built a version.
  ///   - now: The day for which support is told.
  public init?(_ name: String, builtBy go: GoVersion? = nil, in knowledge: Knowledge, now: Date) {
    let lowercase = name.lowercased()
    if let vulnerability = knowledge.vulnerabilities.first(where: { $0.isCalled(lowercase) }) {
      self = .vulnerability(vulnerability)
    } else if let minor = MinorRelease(lowercase.hasPrefix("v") ? String(lowercase.dropFirst()) : lowercase) {
      guard let release = knowledge.release(minor) else { return nil }
      self = .release(release)
    } else if name.hasPrefix("go"), let version = GoVersion(name) {
      self = .go(version)
    } else if let version = KubernetesVersion(name) {
      guard let statement = VersionStatement(of: version, builtBy: go, at: now, knowing: knowledge) else {
        return nil
      }
      self = .version(statement)
    } else if let distribution = knowledge.distribution(lowercase) {
      self = .distribution(distribution)
    } else {
      let catalogue = ControlCatalogue.builtIn
      let controls = lowercase == "controls" ? catalogue.controls : catalogue.controls(called: name)
      guard !controls.isEmpty else { return nil }
      self = .controls(controls)
    }
  }
}

extension Vulnerability {
  fileprivate func isCalled(_ name: String) -> Bool {
    ([id] + (alsoKnownAs ?? [])).contains { $0.lowercased() == name }
  }
}
