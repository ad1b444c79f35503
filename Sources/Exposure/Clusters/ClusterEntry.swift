import Targets

/// What a tally of clusters keeps of one API server or open component, so that an interrupted scan can go on counting.
public struct ClusterEntry: Sendable, Hashable {
  /// Which of them it is.
  public var component: Component
  /// The digests of its signs.
  public var keys: ClusterKeys
  /// The headline.
  public var verdict: Verdict
  /// The version that it leaks.
  public var gitVersion: String?
  /// The name in the target list, or the address and port.
  public var target: String
  /// The cluster that the target's label `cluster` names; empty where there is none.
  public var label: String

  /// How much of a text is kept, in Unicode scalars.
  static let longestText = 200

  /// What is kept of an endpoint; nil where nothing shows that it is a kube-apiserver, nor another component that tells
  /// strangers more than its health.
  public init?(_ observation: Observation, _ assessment: Assessment) {
    guard let component = assessment.component,
      component == .kubeAPIServer || assessment.posture == .exposed
    else { return nil }
    self.component = component
    keys = ClusterKeys(ClusterSigns(observation, isOfComponent: component != .kubeAPIServer))
    verdict = assessment.verdict
    gitVersion = assessment.version?.gitVersion.cut
    let asked = observation.endpoint.target
    target = ((asked.hostName ?? observation.endpoint.description) + asked.pathPrefix).cut
    label = asked.labels.first { $0.key == Self.labelKey && !$0.value.isEmpty }?.value.cut ?? ""
  }

  /// The label by which a list says which cluster a target belongs to.
  static let labelKey = "cluster"

  private init(
    component: Component, keys: ClusterKeys, verdict: Verdict, gitVersion: String?, target: String,
    label: String
  ) {
    self.component = component
    self.keys = keys
    self.verdict = verdict
    self.gitVersion = gitVersion
    self.target = target
    self.label = label
  }
}

extension String {
  fileprivate var cut: String {
    guard utf8.count > ClusterEntry.longestText else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.prefix(ClusterEntry.longestText)))
  }
}

/// The entry in bytes: five digests, the port, the transport, the verdict and the component, then the version, the
/// target and the label, each behind its length. Numbers are little-endian.
extension ClusterEntry {
  /// Appends the entry.
  public func append(to bytes: inout [UInt8]) {
    for digest in [keys.version, keys.healthz, keys.authority, keys.name, keys.host] {
      Self.append(digest, to: &bytes)
    }
    Self.append(keys.port, to: &bytes)
    bytes.append(keys.isPlain ? 1 : 0)
    bytes.append(UInt8(verdict.rank))
    bytes.append(component.place)
    for text in [gitVersion ?? "", target, label] {
      let text = Array(text.utf8)
      Self.append(UInt16(text.count), to: &bytes)
      bytes += text
    }
  }

  /// Reads the entry at the beginning of `bytes`, and takes it away; nil where there is none.
  public init?(reading bytes: inout ArraySlice<UInt8>) {
    guard let version: UInt64 = Self.number(&bytes), let healthz: UInt64 = Self.number(&bytes),
      let authority: UInt64 = Self.number(&bytes), let name: UInt64 = Self.number(&bytes),
      let host: UInt64 = Self.number(&bytes), let port: UInt16 = Self.number(&bytes),
      let isPlain = bytes.popFirst(), isPlain <= 1, let rank = bytes.popFirst(),
      Verdict.allCases.indices.contains(Int(rank)),
      let component = bytes.popFirst().flatMap(Component.init(place:)),
      let gitVersion = Self.text(&bytes), let target = Self.text(&bytes), let label = Self.text(&bytes)
    else { return nil }
    self.init(
      component: component,
      keys: ClusterKeys(
        version: version, healthz: healthz, authority: authority, name: name, host: host, port: port,
        isPlain: isPlain == 1),
      verdict: Verdict.allCases[Int(rank)], gitVersion: gitVersion.isEmpty ? nil : gitVersion, target: target,
      label: label)
  }

  private static func append<Number: FixedWidthInteger>(_ number: Number, to bytes: inout [UInt8]) {
    for place in 0..<(Number.bitWidth / 8) { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * place))) }
  }

  private static func number<Number: FixedWidthInteger>(_ bytes: inout ArraySlice<UInt8>) -> Number? {
    let size = Number.bitWidth / 8
    guard bytes.count >= size else { return nil }
    defer { bytes = bytes.dropFirst(size) }
    return bytes.prefix(size).reversed().reduce(0) { $0 << 8 | Number($1) }
  }

  private static func text(_ bytes: inout ArraySlice<UInt8>) -> String? {
    guard let count: UInt16 = number(&bytes), bytes.count >= Int(count) else { return nil }
    defer { bytes = bytes.dropFirst(Int(count)) }
    return String(decoding: bytes.prefix(Int(count)), as: UTF8.self)
  }
}

extension Component {
  /// The place among the components.
  var place: UInt8 { Self.places[self] ?? .max }

  init?(place: UInt8) {
    guard Self.ordered.indices.contains(Int(place)) else { return nil }
    self = Self.ordered[Int(place)]
  }

  private static let ordered = allCases
  private static let places = Dictionary(
    uniqueKeysWithValues: ordered.enumerated().map { ($0.element, UInt8($0.offset)) })
}
