import Exposure

/// The packages of an OSV record, put together as far as they are Kubernetes' or Go's own.
struct OSVAffected {
  /// The packages of one record that are looked at.
  static let mostPackages = 200
  /// The ranges of one package, and the events of one range, that are read.
  static let mostEvents = 1_000

  private(set) var kubernetes: [SourceRange<KubernetesVersion>] = []
  private(set) var go: [SourceRange<GoVersion>] = []
  private(set) var goPackage: String?
  /// The program that the modules or packages name. One of the control plane counts before others.
  private(set) var component: String?
  /// Whether a module of Kubernetes' is named, with versions or without.
  private(set) var namesKubernetes = false
  /// Why packages were not taken.
  private(set) var reasons: [PassReason] = []

  /// Adds a package. Returns what is wrong with it, if something is.
  mutating func add(_ node: JSONNode) -> String? {
    guard let name = node["package"]?["name"]?.text, let ecosystem = node["package"]?["ecosystem"]?.text
    else {
      return nil
    }
    switch (ecosystem.lowercased(), name) {
    case ("go", "stdlib"): return addLibrary(node)
    case ("go", "toolchain"): reasons.append(.goCommand)
    case ("go", "golang.org/x/net"): reasons.append(.networkModule)
    case ("go", "k8s.io/kubernetes"):
      return addKubernetes(node, name: component(ofImports: node), isLibrary: false)
    case ("go", _):
      guard let component = ControlPlaneModules.component(ofModule: name) else {
        reasons.append(name.hasPrefix("k8s.io/") ? .otherComponent : .otherModule)
        return nil
      }
      return addKubernetes(node, name: component, isLibrary: true)
    case ("kubernetes", "k8s.io/kubernetes"): return addKubernetes(node, name: nil, isLibrary: false)
    case ("kubernetes", _):
      return addKubernetes(
        node, name: ControlPlaneModules.component(ofModule: name) ?? name, isLibrary: false)
    default: reasons.append(.otherModule)
    }
    return nil
  }

  private mutating func addKubernetes(_ node: JSONNode, name: String?, isLibrary: Bool) -> String? {
    namesKubernetes = true
    if let name, component.map({ !ControlPlaneModules.components.contains($0) }) ?? true { component = name }
    if let name, !ControlPlaneModules.components.contains(name) { return nil }
    guard let ranges = Self.ranges(node, { Self.kubernetesVersion($0, isLibrary: isLibrary) }) else {
      return "a version of \(name ?? "k8s.io/kubernetes") in it is none"
    }
    kubernetes += ranges
    return nil
  }

  private mutating func addLibrary(_ node: JSONNode) -> String? {
    let imports = (node["ecosystem_specific"]?["imports"]?.elements ?? []).prefix(Self.mostPackages)
    let reached = imports.filter { ServerPackages.names.contains($0["path"]?.text ?? "") }
    guard !reached.isEmpty else {
      reasons.append(.otherPackage)
      return nil
    }
    let onLinux = reached.filter { entry in
      entry["goos"]?.elements.map { $0.isEmpty || $0.contains { $0.text == "linux" } } ?? true
    }
    guard !onLinux.isEmpty else {
      reasons.append(.otherSystem)
      return nil
    }
    let inServer = onLinux.filter { entry in
      let symbols = (entry["symbols"]?.elements ?? []).prefix(Self.mostEvents).compactMap(\.text)
      return !ServerPackages.isClientOnly(entry["path"]?.text ?? "", symbols: symbols)
    }
    guard let package = inServer.first?["path"]?.text else {
      reasons.append(.clientOnly)
      return nil
    }
    guard let ranges = Self.ranges(node, Self.goVersion) else { return "a version of Go in it is none" }
    goPackage = goPackage ?? package
    go += ranges
    return nil
  }

  private func component(ofImports node: JSONNode) -> String? {
    let paths = (node["ecosystem_specific"]?["imports"]?.elements ?? []).prefix(Self.mostPackages)
      .compactMap { $0["path"]?.text.flatMap(ControlPlaneModules.component(ofPackage:)) }
    return paths.first { ControlPlaneModules.components.contains($0) } ?? paths.first
  }
}

extension OSVAffected {
  /// The ranges of a package; nil where a version in them is none. Ranges of commits say nothing of versions.
  private static func ranges<Version>(
    _ node: JSONNode, _ version: (String) -> Version?
  ) -> [SourceRange<Version>]? {
    var ranges: [SourceRange<Version>] = []
    for range in (node["ranges"]?.elements ?? []).prefix(mostEvents) {
      guard let type = range["type"]?.text, type == "SEMVER" || type == "ECOSYSTEM" else { continue }
      var events: [SourceEvent<Version>] = []
      for event in (range["events"]?.elements ?? []).prefix(mostEvents) {
        let members: [(name: String, kind: SourceEvent<Version>.Kind)] = [
          ("introduced", .introduced), ("fixed", .fixed), ("last_affected", .lastAffected),
        ]
        for (name, kind) in members {
          guard let text = event[name]?.text else { continue }
          guard let version = version(text) else { return nil }
          events.append(SourceEvent(kind: kind, version: version))
        }
      }
      ranges += SourceEvent.ranges(events)
    }
    return ranges
  }

  /// A version of Kubernetes, `0` for before the first. The libraries have 0.29.3 for Kubernetes' 1.29.3.
  static func kubernetesVersion(_ text: String, isLibrary: Bool = false) -> KubernetesVersion? {
    if text == "0" { return KubernetesVersion("0.0.0") }
    // `-0` is before all that was published of a release.
    let text = text.hasSuffix("-0") ? text.dropLast(2) + "-alpha.0" : text[...]
    guard let version = KubernetesVersion(String(text)), version.vendorSuffix.isEmpty else { return nil }
    guard isLibrary, version.release.major == 0 else { return version }
    return KubernetesVersion("1\(version.description.dropFirst(2))")
  }

  static func goVersion(_ text: String) -> GoVersion? {
    text == "0" ? GoVersion("0.0.0") : GoVersion(text).flatMap { $0.suffix.isEmpty ? $0 : nil }
  }
}
