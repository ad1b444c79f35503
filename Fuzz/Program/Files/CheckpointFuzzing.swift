import Exposure

@testable import Reporting

extension FuzzTarget {
  /// Reads an input as a checkpoint. What is accepted is written, and what was written is read as the same; the checks
  /// before a scan goes on bear whatever it says.
  static let checkpoint = FuzzTarget("checkpoint") { input in
    guard let checkpoint = try? Checkpoint(json: input) else { return }
    do {
      let json = try checkpoint.json()
      require(try Checkpoint(json: json) == checkpoint, "another checkpoint: \(json.text)")
    } catch {
      fatalError("\(error)")
    }
    show { () throws(CheckpointError) in try checkpoint.verify(checkpoint.scan) }
    show { () throws(CheckpointError) in
      var other = checkpoint.scan
      other.settings["retries"] = "7"
      try checkpoint.verify(other)
    }
    show { () throws(CheckpointError) in
      try checkpoint.verify(DoneDestinations(destinations: 3, endpoints: 5, mostOfNames: .max))
    }
    show { () throws(CheckpointError) in
      try checkpoint.verify(checkpoint.reports.mapValues { _ in OutputFormat.jsonl })
    }
    ListRules.show(checkpoint.summary.sentence)
  }

  /// Reads an input as the log of clusters beside a checkpoint. What was read is written and read as the same.
  static let clusterLog = FuzzTarget("cluster-log") { input in
    var clusters = ClusterTally()
    var rest = input[...]
    var written: [UInt8] = []
    while let entry = ClusterEntry(reading: &rest) {
      entry.append(to: &written)
      clusters.add(entry)
    }
    var again = written[...]
    var others: [UInt8] = []
    while let entry = ClusterEntry(reading: &again) { entry.append(to: &others) }
    require(again.isEmpty && others == written, "another log")
    _ = clusters.counts
  }

  private static func show(_ check: () throws(CheckpointError) -> Void) {
    do { try check() } catch { ListRules.show(error.description) }
  }
}
