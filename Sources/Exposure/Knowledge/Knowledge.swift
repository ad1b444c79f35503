import PortableFoundation

/// What is known of Kubernetes apart from any endpoint: releases, published vulnerabilities, distributions. Read
/// from one JSON file; the one that the program brings along is `Data/knowledge.json`.
public struct Knowledge: Sendable {
  /// The day on which the youngest of its sources was read.
  public package(set) var asOf: CalendarDay
  /// Where it comes from.
  public package(set) var sources: [String]
  /// What to keep in mind when relying on it.
  public package(set) var caveats: [String]
  /// Minor releases of upstream, the oldest first.
  public package(set) var releases: [Release]
  /// What vendors promise beyond upstream.
  public package(set) var vendorSupport: [VendorSupport]
  /// Published vulnerabilities, the worst first, the newest of equal ones first; those without a score last.
  public package(set) var vulnerabilities: [Vulnerability]
  /// Distributions and services. Where two fit equally well, the earlier one is taken.
  public let distributions: [Distribution]
  let memory: VersionMemory

  /// Nothing: what rests on knowledge is left open.
  public static let none = Knowledge()

  /// What this build brings along, decoded when it is first needed. A build whose own file cannot be read does not
  /// judge: without knowledge, findings would be missing silently.
  public static let builtIn: Knowledge = {
    do {
      return try Knowledge(json: Data(PackageResources.knowledge_json))
    } catch {
      preconditionFailure("knowledge.json, which is part of the program, cannot be read: \(error)")
    }
  }()

  /// The age from which on too much may have happened since, in days: Kubernetes publishes patches every month, and a
  /// minor release every four.
  public static let staleAfterDays = 90

  /// The largest file that is read, in bytes: a hundred times the one that the program brings along.
  public static let largestFile = 4 * 1024 * 1024

  /// The most ranges that one flaw may have, of Kubernetes' and of Go's releases each.
  package static let mostRanges = KnowledgeBounds.ranges

  /// How old it is, in whole days.
  public func age(at time: Date) -> Int {
    Int(max(0, min(time.timeIntervalSince(asOf.start) / 86_400, 1_000_000)))
  }

  /// Whether it is too old to be relied on alone.
  public func isStale(at time: Date) -> Bool { age(at: time) > Self.staleAfterDays }

  /// A minor release, where it is known.
  public func release(_ minor: MinorRelease) -> Release? { releases.first { $0.minor == minor } }

  /// What a distribution's vendor promises for a minor release, where it is known.
  public func support(of minor: MinorRelease, by distribution: String) -> VendorSupport? {
    vendorSupport.first { $0.minor == minor && $0.distribution == distribution }
  }

  /// The oldest minor release that upstream supports at a time; nil where none is known to be.
  public func oldestSupported(at time: Date) -> MinorRelease? {
    releases.first { release in
      release.released.start <= time && release.endOfLife.map { time < $0.end } ?? false
    }?.minor
  }

  /// Whether a version is younger than everything that is known: what was found in it since cannot be in here.
  public func isOutrun(by version: KubernetesVersion) -> Bool {
    guard version.release.major == 1, let newest = releases.last else { return false }
    guard let release = release(version.release) else { return version.release > newest.minor }
    return version.hasUpstreamPatch && version.patch > release.latestPatch.patch
  }

  /// A distribution by its identifier.
  public func distribution(_ id: String) -> Distribution? { distributions.first { $0.id == id } }

  private init() {
    asOf = .epoch
    memory = VersionMemory()
    (sources, caveats, releases, vendorSupport, vulnerabilities, distributions) = ([], [], [], [], [], [])
  }
}

extension Knowledge: Decodable {
  enum CodingKeys: String, CodingKey {
    case schema, asOf, sources, caveats, releases, vendorSupport, vulnerabilities, distributions
  }

  /// The form of the file that this build writes down; it reads the one before too.
  static let schema = 2

  /// Reads a knowledge file. Throws if the file is invalid, with a sentence that says what is wrong and where.
  public init(json: Data) throws(KnowledgeError) {
    guard json.count <= Self.largestFile else { throw .tooLarge(bytes: json.count) }
    do {
      self = try JSONDecoder().decode(Knowledge.self, from: json)
    } catch {
      throw KnowledgeError(error)
    }
  }

  /// Decodes the members of the file's object, all of which have to be there.
  public init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    let schema = try members.decode(Int.self, forKey: .schema)
    guard (1...Self.schema).contains(schema) else {
      throw DecodingError.dataCorruptedError(
        forKey: .schema, in: members,
        debugDescription: "this build reads 1 to \(Self.schema), not \(schema)")
    }
    memory = VersionMemory()
    asOf = try members.decode(CalendarDay.self, forKey: .asOf)
    sources = try members.decode([String].self, forKey: .sources)
    caveats = try members.decode([String].self, forKey: .caveats)
    releases = try members.decode([Release].self, forKey: .releases).sorted { $0.minor < $1.minor }
    vendorSupport = try members.decode([VendorSupport].self, forKey: .vendorSupport)
    vulnerabilities = try members.decode([Vulnerability].self, forKey: .vulnerabilities).sorted {
      left, right in
      (left.cvss ?? 0, left.id) > (right.cvss ?? 0, right.id)
    }
    distributions = try members.decode([Distribution].self, forKey: .distributions)
    if let excess = KnowledgeBounds.excess(in: self) {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: [excess.key], debugDescription: excess.problem))
    }
  }
}
