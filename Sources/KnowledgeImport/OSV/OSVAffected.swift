import Exposure

/// The packages of an OSV record, put together as far as they are Kubernetes' or Go's own.
struct OSVAffected {
  /// The most packages of one record. One with more is unreadable: what is cut may be what is affected.
  static let mostPackages = 1_000
  /// The most ranges of one package, events of one range, and versions that are listed beside them. A record with more is
  /// unreadable: the event that is cut may be the fix.
  static let mostEvents = 1_000

  /// Why a record is unreadable, as the end of a sentence.
  struct Fault: Error {
    let reason: String
  }

  private(set) var kubernetes: [SourceRange<KubernetesVersion>] = []
  private(set) var go: [SourceRange<GoVersion>] = []
  private(set) var goPackage: String?
  /// The program that the modules or packages name. One of the control plane counts before others.
  private(set) var component: String?
  /// Whether a module of Kubernetes' is named, with versions or without.
  private(set) var namesKubernetes = false
  /// Why packages were not taken.
  private(set) var reasons: [PassReason] = []

  /// Adds a package.
  mutating func add(_ node: JSONNode) throws(Fault) {
    guard let name = node["package"]?["name"]?.text, let ecosystem = node["package"]?["ecosystem"]?.text
    else { return }
    switch (ecosystem.lowercased(), name) {
    case ("go", "stdlib"): try addLibrary(node)
    case ("go", "toolchain"): reasons.append(.goCommand)
    case ("go", "golang.org/x/net"): reasons.append(.networkModule)
    case ("go", "k8s.io/kubernetes"):
      try addKubernetes(node, name: component(ofImports: node), isLibrary: false)
    case ("go", _):
      guard let component = ControlPlaneModules.component(ofModule: name) else {
        return reasons.append(name.hasPrefix("k8s.io/") ? .otherComponent : .otherModule)
      }
      try addKubernetes(node, name: component, isLibrary: true)
    case ("kubernetes", "k8s.io/kubernetes"): try addKubernetes(node, name: nil, isLibrary: false)
    case ("kubernetes", _):
      try addKubernetes(
        node, name: ControlPlaneModules.component(ofModule: name) ?? name, isLibrary: false)
    default: reasons.append(.otherModule)
    }
  }

  private mutating func addKubernetes(_ node: JSONNode, name: String?, isLibrary: Bool) throws(Fault) {
    namesKubernetes = true
    if let name, component.map({ !ControlPlaneModules.components.contains($0) }) ?? true { component = name }
    if let name, !ControlPlaneModules.components.contains(name) { return }
    kubernetes += try Self.ranges(node, of: name ?? "k8s.io/kubernetes") {
      Self.kubernetesVersion($0, isLibrary: isLibrary)
    }
  }

  private mutating func addLibrary(_ node: JSONNode) throws(Fault) {
    let imports = node["ecosystem_specific"]?["imports"]?.elements ?? []
    let reached = imports.filter { ServerPackages.names.contains($0["path"]?.text ?? "") }
    guard !reached.isEmpty else {
      return reasons.append(.otherPackage)
    }
    let onLinux = reached.filter { entry in
      entry["goos"]?.elements.map { $0.isEmpty || $0.contains { $0.text == "linux" } } ?? true
    }
    guard !onLinux.isEmpty else {
      return reasons.append(.otherSystem)
    }
    let inServer = onLinux.filter { entry in
      let symbols = (entry["symbols"]?.elements ?? []).compactMap(\.text)
      return !ServerPackages.isClientOnly(entry["path"]?.text ?? "", symbols: symbols)
    }
    guard let package = inServer.first?["path"]?.text else {
      return reasons.append(.clientOnly)
    }
    go += try Self.ranges(node, of: "Go", Self.goVersion)
    goPackage = goPackage ?? package
  }

  private func component(ofImports node: JSONNode) -> String? {
    let paths = (node["ecosystem_specific"]?["imports"]?.elements ?? [])
      .compactMap { $0["path"]?.text.flatMap(ControlPlaneModules.component(ofPackage:)) }
    return paths.first { ControlPlaneModules.components.contains($0) } ?? paths.first
  }
}

extension OSVAffected {
  /// The versions of a package that are affected: those in its ranges, and those that it lists (OSV schema,
  /// "affected[].versions"). Ranges of commits say nothing of versions.
  private static func ranges<Version>(
    _ node: JSONNode, of product: String, _ version: (String) -> Version?
  ) throws(Fault) -> [SourceRange<Version>] {
    func read(_ text: String?) throws(Fault) -> Version {
      guard let version = text.flatMap(version) else {
        throw Fault(reason: "a version of \(product) in it is none")
      }
      return version
    }
    var ranges: [SourceRange<Version>] = []
    for range in try bounded(node["ranges"], "ranges of a package") {
      guard let type = range["type"]?.text, type == "SEMVER" || type == "ECOSYSTEM" else { continue }
      var events: [SourceEvent<Version>] = []
      for event in try bounded(range["events"], "events of a range") {
        let members: [(name: String, kind: SourceEvent<Version>.Kind)] = [
          ("introduced", .introduced), ("fixed", .fixed), ("last_affected", .lastAffected),
        ]
        for (name, kind) in members {
          guard let node = event[name], !node.isNull else { continue }
          events.append(SourceEvent(kind: kind, version: try read(node.text)))
        }
      }
      ranges += SourceEvent.ranges(events)
    }
    let told = ranges
    for node in try bounded(node["versions"], "versions of a package") {
      let listed = try read(node.text)
      if !told.contains(where: { $0.holds(listed) }) {
        ranges.append(SourceRange(from: listed, end: .last(listed)))
      }
    }
    return ranges
  }

  private static func bounded(_ node: JSONNode?, _ what: String) throws(Fault) -> [JSONNode] {
    let elements = node?.elements ?? []
    guard elements.count <= mostEvents else {
      throw Fault(reason: "it has \(elements.count) \(what), and at most \(mostEvents) are read")
    }
    return elements
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
