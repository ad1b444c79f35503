/// What `/version` tells a stranger (`version.Info`, k8s.io/apimachinery/pkg/version/types.go).
public struct VersionDocument: Sendable, Hashable, Codable {
  /// The release, e.g. `v1.36.2`, `v1.29.3-eks-adc7111`.
  public var gitVersion: String
  /// The commit that was built.
  public var gitCommit: String?
  /// When it was built, as the server writes it.
  public var buildDate: String?
  /// The Go release that built it.
  public var goVersion: String?
  /// Operating system and architecture, e.g. `linux/amd64`.
  public var platform: String?

  /// Makes a version document.
  public init(
    gitVersion: String, gitCommit: String? = nil, buildDate: String? = nil, goVersion: String? = nil,
    platform: String? = nil
  ) {
    self.gitVersion = gitVersion
    self.gitCommit = gitCommit
    self.buildDate = buildDate
    self.goVersion = goVersion
    self.platform = platform
  }

  /// The version that `gitVersion` names; nil where it names none.
  public var kubernetesVersion: KubernetesVersion? { KubernetesVersion(gitVersion) }
}
