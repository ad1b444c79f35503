import Targets

/// The signs of an endpoint as 64-bit digests, 0 where there is no sign: a million endpoints are compared in memory. They
/// are the same in every run and on every machine.
///
/// Whoever makes up a UID with the digest of another gains nothing: sending that UID itself does the same.
public struct ClusterKeys: Sendable, Hashable {
  /// The UID of the FlowSchema of `/version`.
  var version: UInt64
  /// The UID of the FlowSchema of `/healthz`.
  var healthz: UInt64
  /// The authority of the serving certificate.
  var authority: UInt64
  /// The name in the target list, with the path prefix.
  var name: UInt64
  /// The address, with the path prefix.
  var host: UInt64
  /// The TCP port; 0 where it is not known.
  var port: UInt16
  /// Whether it is asked in plain HTTP.
  var isPlain: Bool

  /// The keys of signs.
  public init(_ signs: ClusterSigns) {
    version = signs.version.map(SignDigest.ofSchema) ?? 0
    healthz = signs.healthz.map(SignDigest.ofSchema) ?? 0
    authority = signs.authority.map(SignDigest.ofAuthority) ?? 0
    let prefix = signs.endpoint?.pathPrefix ?? ""
    name = signs.endpoint?.serverName.map { SignDigest.ofName($0, below: prefix) } ?? 0
    host = signs.endpoint.map(SignDigest.ofHost) ?? 0
    port = signs.endpoint?.port ?? 0
    isPlain = signs.endpoint?.transport == .plain
  }

  /// The keys as they were kept.
  init(
    version: UInt64, healthz: UInt64, authority: UInt64, name: UInt64, host: UInt64, port: UInt16,
    isPlain: Bool
  ) {
    self.version = version
    self.healthz = healthz
    self.authority = authority
    self.name = name
    self.host = host
    self.port = port
    self.isPlain = isPlain
  }

  /// Name, port and transport; 0 without a name.
  var plane: UInt64 {
    SignDigest.of(name, port: port, isPlain: isPlain)
  }

  /// Address, port, transport and path prefix; 0 without an address.
  var address: UInt64 {
    SignDigest.of(host, port: port, isPlain: isPlain)
  }
}

/// A digest of texts that is never 0: FNV-1a with 64 bits, its bits mixed.
struct SignDigest {
  /// What the texts are: texts of different kinds have different digests.
  private enum Kind: UInt8 {
    case schema = 1
    case authority
    case name
    case address
  }

  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  private mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }

  static func ofSchema(_ identifier: String) -> UInt64 { of(.schema, identifier) }

  static func ofAuthority(_ authority: ClusterSigns.Authority) -> UInt64 {
    of(.authority, authority.keyIdentifier, authority.name)
  }

  static func ofName(_ name: String, below prefix: String) -> UInt64 { of(.name, name + prefix) }

  private static func of(_ kind: Kind, _ texts: String...) -> UInt64 {
    var digest = SignDigest()
    digest.add(kind.rawValue)
    for text in texts {
      for byte in text.utf8 { digest.add(byte) }
      // Ends a text: no byte of UTF-8 is 255.
      digest.add(255)
    }
    return mixed(digest.state)
  }

  /// 0 where there is no address.
  static func ofHost(_ endpoint: EndpointIdentity) -> UInt64 {
    endpoint.address.map { of(.address, $0.description, endpoint.pathPrefix + endpoint.proxy) } ?? 0
  }

  /// 0 where there is no address.
  static func ofAddress(_ endpoint: EndpointIdentity) -> UInt64 {
    of(ofHost(endpoint), port: endpoint.port, isPlain: endpoint.transport == .plain)
  }

  /// The digest of a name or an address together with how it is asked; 0 without one.
  static func of(_ place: UInt64, port: UInt16, isPlain: Bool) -> UInt64 {
    guard place != 0 else { return 0 }
    return mixed(place ^ (UInt64(port) << 1 | (isPlain ? 1 : 0)) &* 0x9E37_79B9_7F4A_7C15)
  }

  /// Spreads every bit over all (the finalizer of MurmurHash3).
  static func mixed(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ value >> 33) &* 0xFF51_AFD7_ED55_8CCD
    value = (value ^ value >> 33) &* 0xC4CE_B9FE_1A85_EC53
    value ^= value >> 33
    return value == 0 ? 1 : value
  }
}
