import Targets

/// On which endpoints a rule of a policy holds: all that it names must fit, and of several values of one kind one is enough.
public struct PolicyMatch: Sendable, Hashable {
  /// Targets as the list has them, names, addresses, each with or without the port.
  public var targets: [NameGlob]
  /// Addresses.
  public var blocks: [AddressBlock]
  /// Labels.
  public var labels: [LabelPattern]
  /// Values of the column `cluster_id`, or names of clusters: of a label `cluster`, or the name of the target.
  public var clusters: [String]
  /// Components.
  public var components: [Component]

  /// A label and what its value has to fit.
  public struct LabelPattern: Sendable, Hashable {
    /// The key.
    public var key: String
    /// The value.
    public var value: NameGlob

    /// Makes a pattern.
    public init(key: String, value: NameGlob) {
      self.key = key
      self.value = value
    }
  }

  /// Makes a match; of every endpoint where nothing is demanded.
  public init(
    targets: [NameGlob] = [], blocks: [AddressBlock] = [], labels: [LabelPattern] = [],
    clusters: [String] = [],
    components: [Component] = []
  ) {
    self.targets = targets
    self.blocks = blocks
    self.labels = labels
    self.clusters = clusters
    self.components = components
  }

  /// Whether it demands nothing.
  public var isEmpty: Bool { self == PolicyMatch() }

  /// Whether an endpoint fits.
  /// - Parameter names: What the endpoint is called (`names(of:)`).
  func fits(_ observation: Observation, _ assessment: Assessment, called names: [[UInt8]]) -> Bool {
    let endpoint = observation.endpoint
    if !blocks.isEmpty {
      guard let address = endpoint.address,
        blocks.contains(where: { $0.contains(address) && $0.isOfFamily(of: address) })
      else { return false }
    }
    if !components.isEmpty {
      guard let component = assessment.component, components.contains(component) else { return false }
    }
    if !labels.isEmpty {
      let isThere = endpoint.target.labels.contains { label in
        let value = Array(label.value.utf8)
        return labels.contains { $0.key == label.key && $0.value.fits(value) }
      }
      guard isThere else { return false }
    }
    if !targets.isEmpty {
      guard targets.contains(where: { target in names.contains(where: target.fits) }) else { return false }
    }
    guard !clusters.isEmpty else { return true }
    let called = Self.clusters(observation, assessment)
    return clusters.contains { cluster in called.contains { $0.equalsIgnoringASCIICase(cluster) } }
  }

  /// What an endpoint is called: its target as the list has it, its name and its address, each alone and with the port.
  static func names(of endpoint: Endpoint) -> [[UInt8]] {
    var names: Set<String> = [endpoint.target.text]
    for host in [endpoint.target.serverName, endpoint.address?.description] {
      if let host { names.insert(host) }
    }
    for host in [endpoint.target.serverName, endpoint.address?.uriHost] {
      if let host { names.insert("\(host):\(endpoint.port)") }
    }
    return names.map { $0.utf8.map(\.asciiLowercased) }
  }

  private static func clusters(_ observation: Observation, _ assessment: Assessment) -> [String] {
    let target = observation.endpoint.target
    let labels = target.labels.filter { $0.key == "cluster" }.map(\.value)
    return labels + [target.hostName, ClusterIdentifier.text(observation, assessment)].compactMap(\.self)
  }
}

/// A pattern of a whole name: `*` stands for any characters, `?` for one. The case of ASCII letters makes no difference.
public struct NameGlob: Sendable, Hashable, CustomStringConvertible {
  /// The pattern as it was written.
  public let description: String
  private let pattern: [UInt8]
  /// How many bytes stand behind the last `*`, where no `?` is among them: by these most names are refused without a
  /// search.
  private let ending: Int

  /// The longest pattern, in bytes.
  public static let longest = 512

  /// Makes a pattern.
  public init(_ description: String) {
    self.description = description
    let pattern = description.utf8.map(\.asciiLowercased)
    self.pattern = pattern
    let tail = pattern.lastIndex(of: UInt8(ascii: "*")).map { pattern[($0 + 1)...] } ?? []
    ending = tail.contains(UInt8(ascii: "?")) ? 0 : tail.count
  }

  /// The name that it stands for; nil where it stands for several.
  var name: [UInt8]? {
    pattern.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") } ? nil : pattern
  }

  /// Whether a name fits. It costs at most the product of the two lengths.
  func fits(_ name: [UInt8]) -> Bool {
    let end = name.suffix(ending)
    guard end.count == ending, zip(end, pattern.suffix(ending)).allSatisfy({ $0.asciiLowercased == $1 })
    else { return false }
    var (at, place) = (0, 0)
    var star: (pattern: Int, name: Int)?
    while place < name.count {
      if at < pattern.count, pattern[at] == UInt8(ascii: "*") {
        star = (at, place)
        at += 1
      } else if at < pattern.count, Self.isOne(pattern[at], name, place) {
        at += 1
        place += 1
        // A character of several bytes is one.
        while pattern[at - 1] == UInt8(ascii: "?"), place < name.count, name[place] & 0xC0 == 0x80 {
          place += 1
        }
      } else if let last = star {
        star = (last.pattern, last.name + 1)
        (at, place) = (last.pattern + 1, last.name + 1)
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  private static func isOne(_ byte: UInt8, _ name: [UInt8], _ place: Int) -> Bool {
    byte == UInt8(ascii: "?") || byte == name[place].asciiLowercased
  }
}
