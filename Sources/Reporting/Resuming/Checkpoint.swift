import PortableFoundation

/// What makes two runs the same scan: only then may one go on where the other was interrupted.
public struct ScanIdentity: Sendable, Equatable, Codable {
  /// The version of apiexpose.
  public var toolVersion: String
  /// A digest of the target list, exclusions included.
  public var listFingerprint: String
  /// The settings that decide which rows there are and what stands in them, by the names of their options.
  public var settings: [String: String]
  /// When the scan began; not compared.
  public var startedAt: Date

  /// Makes an identity.
  public init(toolVersion: String, listFingerprint: String, settings: [String: String], startedAt: Date) {
    self.toolVersion = toolVersion
    self.listFingerprint = listFingerprint
    self.settings = settings
    self.startedAt = startedAt
  }

  private enum CodingKeys: String, CodingKey {
    case toolVersion = "tool_version"
    case listFingerprint = "list_fingerprint"
    case settings
    case startedAt = "started_at"
  }
}

/// How far a scan is: everything before this point is in the partial files, whole.
public struct Checkpoint: Sendable, Equatable {
  /// What a partial file holds.
  public struct Report: Sendable, Equatable, Codable {
    /// The format of its rows.
    public var format: OutputFormat
    /// The bytes that hold the rows, a header included.
    public var length: UInt64
    /// The bytes of the complete report, once it waits for its own name; nil before.
    public var completeLength: UInt64?

    /// Makes the state of a report.
    public init(format: OutputFormat, length: UInt64, completeLength: UInt64? = nil) {
      self.format = format
      self.length = length
      self.completeLength = completeLength
    }

    private enum CodingKeys: String, CodingKey {
      case format
      case length
      case completeLength = "complete_length"
    }
  }

  /// The scan it belongs to.
  public var scan: ScanIdentity
  /// Entries of the list, in its order, all of whose endpoints have their rows.
  public var destinationsDone: UInt64
  /// The endpoints of those entries.
  public var endpointsDone: UInt64
  /// The reports with their rows, by the path of the complete report.
  public var reports: [String: Report]
  /// The tally of those endpoints.
  public var summary: Summary
  /// How many bytes of the log of clusters are theirs.
  public var clusterLogLength: UInt64

  /// Makes a checkpoint.
  public init(
    scan: ScanIdentity, destinationsDone: UInt64, endpointsDone: UInt64, reports: [String: Report],
    summary: Summary, clusterLogLength: UInt64 = 0
  ) {
    self.scan = scan
    self.destinationsDone = destinationsDone
    self.endpointsDone = endpointsDone
    self.reports = reports
    self.summary = summary
    self.clusterLogLength = clusterLogLength
  }

  /// Refuses another scan than the one that was interrupted.
  public func verify(_ scan: ScanIdentity) throws(CheckpointError) {
    guard scan.listFingerprint == self.scan.listFingerprint else {
      throw .listChanged(startedAt: self.scan.startedAt)
    }
    guard scan.toolVersion == self.scan.toolVersion else {
      throw .versionChanged(was: self.scan.toolVersion, now: scan.toolVersion)
    }
    for name in Set(scan.settings.keys).union(self.scan.settings.keys).sorted()
    where scan.settings[name] != self.scan.settings[name] {
      throw .settingChanged(name: name, was: self.scan.settings[name], now: scan.settings[name])
    }
  }

  /// Refuses other reports than those that were being written, by the paths of the complete ones.
  func verify(_ given: [String: OutputFormat]) throws(CheckpointError) {
    for path in reports.keys.sorted() where given[path] == nil { throw .missingReport(path: path) }
    for (path, format) in given.sorted(by: { $0.key < $1.key }) {
      guard let report = reports[path] else { throw .unknownReport(path: path) }
      guard report.format == format else {
        throw .formatChanged(path: path, was: report.format, now: format)
      }
    }
  }
}

extension Checkpoint: Codable {
  private static let currentSchema = 1

  private enum CodingKeys: String, CodingKey {
    case schema
    case scan
    case destinationsDone = "destinations_done"
    case endpointsDone = "endpoints_done"
    case reports
    case summary
    case clusterLogLength = "cluster_log_length"
  }

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let schema = try container.decode(Int.self, forKey: .schema)
    guard schema == Self.currentSchema else {
      throw DecodingError.dataCorruptedError(
        forKey: .schema, in: container, debugDescription: "unknown schema \(schema)")
    }
    scan = try container.decode(ScanIdentity.self, forKey: .scan)
    destinationsDone = try container.decode(UInt64.self, forKey: .destinationsDone)
    endpointsDone = try container.decode(UInt64.self, forKey: .endpointsDone)
    reports = try container.decode([String: Report].self, forKey: .reports)
    summary = try container.decode(Summary.self, forKey: .summary)
    clusterLogLength = try container.decode(UInt64.self, forKey: .clusterLogLength)
  }

  /// Writes the checkpoint with its schema number.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.currentSchema, forKey: .schema)
    try container.encode(scan, forKey: .scan)
    try container.encode(destinationsDone, forKey: .destinationsDone)
    try container.encode(endpointsDone, forKey: .endpointsDone)
    try container.encode(reports, forKey: .reports)
    try container.encode(summary, forKey: .summary)
    try container.encode(clusterLogLength, forKey: .clusterLogLength)
  }
}
