import Reporting
import Targets
import PortableFoundation

/// What decides which endpoints a scan reaches and what its rows say: from this follow what a resumed scan must have in
/// common with the interrupted one, and which scans of a history are compared.
public struct ScanDefinition: Sendable, Hashable {
  /// The files of targets and the targets, as they were given.
  public var targets: [String]
  /// The ports of targets that name none, as they were given.
  public var ports = Self.usualPorts
  /// The components other than API servers whose ports and questions are asked; empty for none.
  public var components = ""
  /// The names, addresses and blocks that are left out, as they were given.
  public var excluded: [String] = []
  /// The files of targets that are left out, as they were given.
  public var excludedFiles: [String] = []
  /// Whether only the IPv4 addresses of names are scanned.
  public var takesOnlyIPv4 = false
  /// Whether only the IPv6 addresses of names are scanned.
  public var takesOnlyIPv6 = false
  /// The proxy through which targets are asked, as a URL; empty for none.
  public var proxy = ""
  /// The address of this machine that connections come from; empty where the system chooses.
  public var sourceAddress = ""
  /// The interface that connections leave through; empty where the system routes.
  public var interface = ""
  /// The part of the list that is scanned.
  public var shard = Shard.whole
  /// The seed of a pseudo-random order; nil for the order of the list.
  public var seed: UInt64?
  /// Whether the second handshake for the start time is left out.
  public var omitsStartTime = false
  /// Whether API servers are asked what strangers may read.
  public var asksForAccess = false
  /// Which endpoints get a row.
  public var filter = RowFilter.all
  /// The controls of which a row has to speak against one, as they were given.
  public var controls: [String] = []
  /// The labels that have columns of their own, as they were given.
  public var labelColumns = ""
  /// The form of CSV files.
  public var csvDialect = CSVDialect.standard
  /// The date of the knowledge that judges, as in `2026-11-23`.
  public var knowledgeDate = ""
  /// A digest of the knowledge file; empty where the knowledge is built in.
  public var knowledgeDigest = ""
  /// A digest of the policy; empty where there is none.
  public var policy = ""

  /// The ports of a scope that does not name any.
  private static let usualPorts = "6443"

  /// A scan of these targets, with the defaults of everything else.
  public init(targets: [String]) {
    self.targets = targets
  }

  /// Which endpoints are scanned, in the user's words: scans of a history with the same scope are compared. An edited file
  /// of targets is still the same scope. A name before a value, as histories hold it, is that of its option.
  public var scope: String {
    var words = targets
    if ports != Self.usualPorts { words += ["--port", ports] }
    if !components.isEmpty { words += ["--components", components] }
    words += excluded.flatMap { ["--exclude", $0] }
    words += excludedFiles.flatMap { ["--exclude-file", $0] }
    if shard != .whole { words += ["--shard", shard.description] }
    if takesOnlyIPv4 { words.append("-4") }
    if takesOnlyIPv6 { words.append("-6") }
    if !proxy.isEmpty { words += ["--proxy", proxy] }
    if !sourceAddress.isEmpty { words += ["--source-address", sourceAddress] }
    if !interface.isEmpty { words += ["--interface", interface] }
    return words.joined(separator: " ")
  }

  /// What a resumed scan must have in common with the interrupted one; the list stands for targets, ports and exclusions.
  /// The names of the settings, as checkpoints hold them, are those of the options.
  public func identity(toolVersion: String, listFingerprint: String, startedAt: Date) -> ScanIdentity {
    ScanIdentity(
      toolVersion: toolVersion, listFingerprint: listFingerprint,
      settings: [
        "--only": filter.rawValue, "--control": controls.joined(separator: " "),
        "--label-columns": labelColumns, "--csv-dialect": csvDialect.rawValue, "-4": "\(takesOnlyIPv4)",
        "-6": "\(takesOnlyIPv6)",
        "--shard": shard.description, "--randomize": seed.map { "\($0)" } ?? "off",
        "--knowledge": knowledgeDigest.isEmpty ? knowledgeDate : "\(knowledgeDate) \(knowledgeDigest)",
        "--no-start-time": "\(omitsStartTime)", "--access": "\(asksForAccess)",
        "--components": components.isEmpty ? "off" : components,
        "--policy": policy.isEmpty ? "off" : policy,
        "--proxy": proxy.isEmpty ? "off" : proxy,
        "--source-address": sourceAddress.isEmpty ? "off" : sourceAddress,
        "--interface": interface.isEmpty ? "off" : interface,
      ],
      startedAt: startedAt)
  }
}
