/// The products of endoflife.date that are read.
public enum CalendarProduct: String, Sendable, Hashable, CaseIterable {
  case kubernetes
  case eks = "amazon-eks"
  case gke = "google-kubernetes-engine"
  case aks = "azure-kubernetes-service"
  case openshift = "red-hat-openshift"

  /// Reads a name: endoflife.date's own, or one of its other ones.
  public init?(_ name: String) {
    switch name.lowercased() {
    case "kubernetes", "k8s": self = .kubernetes
    case "amazon-eks", "eks": self = .eks
    case "google-kubernetes-engine", "gke": self = .gke
    case "azure-kubernetes-service", "aks": self = .aks
    case "red-hat-openshift", "openshift", "rh-openshift": self = .openshift
    default: return nil
    }
  }

  /// The identifier of the distribution in the knowledge; nil for Kubernetes itself.
  var distribution: String? {
    switch self {
    case .kubernetes: nil
    case .eks: "eks"
    case .gke: "gke"
    case .aks: "aks"
    case .openshift: "openshift"
    }
  }

  /// Where a person reads the calendar.
  var address: String { "https://endoflife.date/\(rawValue)" }
}

extension CalendarProduct {
  /// The product that the name of a file is for: `amazon-eks.json`.
  init?(file name: String) {
    self.init(String(name.prefix { $0 != "." }))
  }

  /// The product that the newest releases show: EKS and GKE write their own mark into each, Kubernetes' are plain, and
  /// OpenShift's begin with 4. AKS tells none.
  init?(releases: [CalendarRow]) {
    let latest = releases.compactMap(\.latest)
    guard !latest.isEmpty, latest.count == releases.count else { return nil }
    if latest.allSatisfy({ $0.contains("-eks-") }) {
      self = .eks
    } else if latest.allSatisfy({ $0.contains("-gke.") }) {
      self = .gke
    } else if latest.allSatisfy({ $0.hasPrefix("4.") || $0.hasPrefix("3.") }),
      releases.contains(where: { $0.name.hasPrefix("4.") })
    {
      self = .openshift
    } else if zip(releases, latest).allSatisfy({ row, latest in
      row.name.hasPrefix("1.") && latest.hasPrefix("\(row.name).")
        && latest.dropFirst(row.name.count + 1).allSatisfy(\.isNumber)
    }) {
      self = .kubernetes
    } else {
      return nil
    }
  }
}
