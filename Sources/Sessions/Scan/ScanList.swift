import Exposure
import Reporting
import Scanning
import Targets

/// What a scan walks: a list that is known as a whole, or one that is still coming, and the part and order of it.
package struct ScanList {
  package enum Source {
    case whole(TargetList)
    case streamed(StreamedTargets)
  }

  package let source: Source
  package let order: ChosenOrder

  /// This list, or a part of it.
  package init(source: Source, order: ChosenOrder = ChosenOrder()) {
    self.source = source
    self.order = order
  }

  /// The endpoints to be scanned, as far as that is known; names count once for each port.
  var total: UInt64? {
    switch source {
    case .whole(let list): order.shard.size(of: list.endpointCount)
    case .streamed(let targets): targets.total.map(order.shard.size(of:))
    }
  }

  /// The endpoints to be scanned, as far as that is known, with those that names lead to beyond one for each port.
  func total(with progress: ScanProgress) -> UInt64? {
    total.map { UInt64(clamping: Int64(clamping: $0) + progress.surplus) }
  }

  /// The part of the list that is scanned; nil where it is the whole.
  package var part: ScannedPart? {
    guard order.shard != .whole else { return nil }
    switch source {
    case .whole(let list):
      return ScannedPart(
        ListPart(shard: order.shard, list: list.fingerprint),
        endpoints: order.shard.size(of: list.endpointCount))
    case .streamed: return ScannedPart(ListPart(shard: order.shard, list: ""))
    }
  }

  /// The keys of all labels in the list. Throws a `LabelColumnsError` where there are too many, or the list is not known as a
  /// whole.
  package func labelKeys() throws(LabelColumnsError) -> LabelKeys {
    switch source {
    case .streamed(let targets): throw .unknownBeforeEnd(targets.name)
    case .whole(let list):
      var keys = LabelKeys()
      for labels in list.labels { try keys.add(labels) }
      return keys
    }
  }

  /// The endpoints that are left out because they came earlier.
  var duplicateCount: Int {
    switch source {
    case .whole(let list): Int(clamping: list.duplicateCount)
    case .streamed(let targets): Int(clamping: targets.duplicateCount)
    }
  }

  /// The endpoints that are left out because they are excluded.
  var excludedCount: Int {
    switch source {
    case .whole(let list): Int(clamping: list.excludedCount)
    case .streamed(let targets): Int(clamping: targets.excludedCount)
    }
  }

  /// Scans all of it.
  func scan(
    with scanner: Scanner, skipping skipped: UInt64, into sink: some ObservationSink
  ) async throws -> ScanEnd {
    switch source {
    case .whole(let list):
      let excluding = list.exclusions.excludes(address:port:)
      if let seed = order.seed {
        return try await scanner.scan(
          ShuffledListOrder(list, shard: order.shard, seed: seed), skipping: skipped, excluding: excluding,
          excludingAddresses: { list.exclusions.hasAddresses }, into: sink)
      }
      return try await scanner.scan(
        ListOrder(list, shard: order.shard, fingerprint: list.fingerprint), skipping: skipped,
        excluding: excluding, excludingAddresses: { list.exclusions.hasAddresses }, into: sink)
    case .streamed(let targets):
      return try await scanner.scan(
        ListOrder(targets, shard: order.shard), skipping: skipped,
        excluding: targets.excludes(address:port:),
        excludingAddresses: { targets.excludesAddresses }, into: sink)
    }
  }

  /// What the list says of its first destinations, in the order of the scan; nil where it is not known as a whole.
  func done(_ count: UInt64) -> DoneDestinations? {
    guard case .whole(let list) = source else { return nil }
    if let seed = order.seed {
      return Self.done(count, of: ShuffledListOrder(list, shard: order.shard, seed: seed))
    }
    return Self.done(count, of: ListOrder(list, shard: order.shard, fingerprint: list.fingerprint))
  }

  private static func done(_ count: UInt64, of destinations: some Sequence<Destination>) -> DoneDestinations {
    var done = DoneDestinations()
    for destination in destinations {
      guard done.destinations < count else { break }
      done.destinations += 1
      let ports = UInt64(destination.ports.count)
      switch destination.host {
      case .address: done.endpoints += ports
      case .name: done.mostOfNames += ports * UInt64(Scanner.mostAddressesOfName)
      }
    }
    return done
  }
}
