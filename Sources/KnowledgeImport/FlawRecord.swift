import Exposure

/// What one record of a source says of one flaw.
struct FlawRecord: Sendable {
  /// Whose record it is. Where several speak of one flaw, the earlier case is believed.
  enum Origin: Int, Sendable, Hashable, Comparable {
    /// Kubernetes' own record in the OSV schema.
    case kubernetes
    /// Kubernetes' CVE feed, whose versions stand in prose.
    case feed
    /// Go's vulnerability database.
    case go
    /// Another database, as GitHub's.
    case other

    static func < (left: Origin, right: Origin) -> Bool { left.rawValue < right.rawValue }
  }

  let origin: Origin
  /// The record's own identifier.
  let id: String
  /// The flaw that it is of: its own identifier where that is of a CVE, else the first CVE that it names as an alias, else
  /// its own. Further aliases may be other flaws, and say nothing of which this is.
  let flaw: String
  var isWithdrawn = false
  var published: CalendarDay?
  /// When it was last changed, as far as it says.
  var modified: CalendarDay?
  var summary = ""
  var vector: CVSSVector?
  /// The program of the control plane that has the flaw; nil where the record does not say it.
  var component: String?
  var kubernetes: [SourceRange<KubernetesVersion>] = []
  var go: [SourceRange<GoVersion>] = []
  /// The package of Go's library that has it.
  var goPackage: String?
  /// Addresses, the one to read first in front.
  var sources: [String] = []

  /// Whether it was changed after the day of a knowledge file, which may have corrected what it said before.
  func isNewer(than knowledge: Knowledge) -> Bool { modified.map { $0 > knowledge.asOf } ?? false }
}

/// Why a record is not taken. None of them is a fault of the record.
public enum PassReason: String, Sendable, Hashable, Encodable, CaseIterable {
  case otherModule = "other-module"
  case goCommand = "go-command"
  case otherPackage = "other-package"
  case clientOnly = "client-only"
  case otherSystem = "other-system"
  case networkModule = "golang.org/x/net"
  case otherComponent = "other-component"
  case unknownComponent = "unknown-component"
  case unreviewed
  case noVersions = "no-versions"
  case withdrawn
  case duplicate
  case unknownFlaw = "unknown-flaw"
  case futureDay = "future-day"
  case noMinorRelease = "no-minor-release"
  case otherProduct = "other-product"
  case incompleteRelease = "incomplete-release"
  case noDate = "no-date"
  case unknownBase = "unknown-kubernetes"

  /// The reason, behind a count.
  public var text: String {
    switch self {
    case .otherModule: "of other modules than Kubernetes' and Go's own"
    case .goCommand: "of the go command, which no server runs"
    case .otherPackage: "of packages of Go that no stranger reaches in a TLS or HTTP server"
    case .clientOnly: "of Go's clients alone"
    case .otherSystem: "of other systems than Linux"
    case .networkModule:
      "of golang.org/x/net alone: the file does not say which release of Kubernetes has which"
    case .otherComponent: "of other programs than kube-apiserver, kube-controller-manager and kube-scheduler"
    case .unknownComponent: "that do not say which program of Kubernetes they are about"
    case .unreviewed: "that nobody at Go's database has reviewed"
    case .noVersions: "whose versions cannot be read"
    case .withdrawn: "withdrawn"
    case .duplicate: "there more than once"
    case .unknownFlaw: "of flaws that are not in the knowledge"
    case .futureDay: "with a day after today"
    case .noMinorRelease: "that are no minor release of the product"
    case .otherProduct: "whose day is not that of the release of Kubernetes: they are of another product"
    case .incompleteRelease:
      "that are new, without a day of release before their end, or without their newest patch"
    case .noDate: "without a date of their end"
    case .unknownBase: "that do not say which Kubernetes they are built on"
    }
  }
}
