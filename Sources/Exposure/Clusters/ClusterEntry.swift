import Targets

/// What a tally of clusters keeps of one API server, so that an interrupted scan can go on counting.
public struct ClusterEntry: Sendable, Hashable {
  /// The digests of its signs.
  public var keys: ClusterKeys
  /// The headline.
  public var verdict: Verdict
  /// The version that it leaks.
  public var gitVersion: String?
  /// The name in the target list, or the address and port.
  public var target: String

  /// How much of a text is kept, in Unicode scalars.
  static let longestText = 200

  /// What is kept of an endpoint; nil where nothing shows that it is a kube-apiserver.
  public init?(_ observation: Observation, _ assessment: Assessment) {
    guard assessment.component == .kubeAPIServer else { return nil }
    keys = ClusterKeys(ClusterSigns(observation))
    verdict = assessment.verdict
    gitVersion = assessment.version?.gitVersion.cut
    target = (observation.endpoint.target.serverName ?? observation.endpoint.description).cut
  }

  private init(keys: ClusterKeys, verdict: Verdict, gitVersion: String?, target: String) {
    self.keys = keys
    self.verdict = verdict
    self.gitVersion = gitVersion
    self.target = target
  }
}

extension String {
  fileprivate var cut: String {
    guard utf8.count > ClusterEntry.longestText else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.prefix(ClusterEntry.longestText)))
  }
}

/// The entry in bytes: five digests, the port, the transport and the verdict, then the version and the target, each
/// behind its length. Numbers are little-endian.
extension ClusterEntry {
  /// Appends the entry.
  public func append(to bytes: inout [UInt8]) {
    for digest in [keys.version, keys.healthz, keys.authority, keys.name, keys.address] {
      Self.append(digest, to: &bytes)
    }
    Self.append(keys.port, to: &bytes)
    bytes.append(keys.isPlain ? 1 : 0)
    bytes.append(UInt8(verdict.rank))
    for text in [gitVersion ?? "", target] {
      let text = Array(text.utf8)
      Self.append(UInt16(text.count), to: &bytes)
      bytes += text
    }
  }

  /// Reads the entry at the beginning of `bytes`, and takes it away; nil where there is none.
  public init?(reading bytes: inout ArraySlice<UInt8>) {
    guard let version: UInt64 = Self.number(&bytes), let healthz: UInt64 = Self.number(&bytes),
      let authority: UInt64 = Self.number(&bytes), let name: UInt64 = Self.number(&bytes),
      let address: UInt64 = Self.number(&bytes), let port: UInt16 = Self.number(&bytes),
      let isPlain = bytes.popFirst(), isPlain <= 1, let rank = bytes.popFirst(),
      Verdict.allCases.indices.contains(Int(rank)), let gitVersion = Self.text(&bytes),
      let target = Self.text(&bytes)
    else { return nil }
    self.init(
      keys: ClusterKeys(
        version: version, healthz: healthz, authority: authority, name: name, address: address, port: port,
        isPlain: isPlain == 1),
      verdict: Verdict.allCases[Int(rank)], gitVersion: gitVersion.isEmpty ? nil : gitVersion, target: target)
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
