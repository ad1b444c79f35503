import Exposure
import Targets
import NIOConcurrencyHelpers
import Scanning

extension ScanSettings {
  /// Settings for servers that behave; the deadline is so long that no machine is too slow for it. They ask for the
  /// paths alone, so that a script is for nothing else.
  static let patient = ScanSettings(
    deadline: .seconds(60), retries: 0, userAgent: "apiexpose-tests", startTime: false, eventLoops: 1)

  /// Settings for servers that never come to an end; time enough for what they do before.
  static let impatient = ScanSettings(
    connectTimeout: .seconds(3), deadline: .seconds(3), retries: 0,
    userAgent: "apiexpose-tests", startTime: false, eventLoops: 1)

  /// Settings for servers that are left after a share of the deadline; the share is time enough for what they do before.
  static let unhurried = ScanSettings(
    deadline: .seconds(12), retries: 0, userAgent: "apiexpose-tests", startTime: false, eventLoops: 1)

  /// The same, and more questions.
  func asking(
    startTime: Bool = false, access: Bool = false, components: Set<Component> = []
  ) -> ScanSettings {
    var settings = self
    settings.startTime = startTime
    settings.accessProbes = access
    settings.components = components
    return settings
  }

  /// The same with retries.
  func retrying(_ retries: Int) -> ScanSettings {
    var settings = self
    settings.retries = retries
    return settings
  }
}

/// Scans targets, each written as in a list, and returns what was observed, in list order.
func observe(
  _ targets: [String], settings: ScanSettings = .patient, ports: String = "6443", excluding: [String] = []
) async throws -> [Observation] {
  let list = try TargetList(
    sources: targets.map { TargetSource(argument: $0) }, ports: PortList(ports),
    exclusions: excluding.flatMap { try Exclusion.read(TargetSource(argument: $0)) }, maximum: 100_000)
  let sink = CollectingSink()
  let end = try await Scanner(settings: settings).scan(
    list, excluding: list.exclusions.excludes(address:port:),
    excludingAddresses: { list.exclusions.hasAddresses }, into: sink)
  guard end == .complete else { throw CancellationError() }
  return sink.observations
}

/// Observes one port of 127.0.0.1.
func observe(port: UInt16, settings: ScanSettings = .patient) async throws -> Observation {
  guard let observation = try await observe(["127.0.0.1:\(port)"], settings: settings).first else {
    throw CancellationError()
  }
  return observation
}
