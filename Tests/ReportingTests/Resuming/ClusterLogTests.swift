import Exposure
import Fixtures
import Foundation
import Targets
import Testing

@testable import Reporting

@Suite("The log of clusters")
struct ClusterLogTests {
  private let directory: TemporaryDirectory
  private var path: String { directory.file("a.checkpoint") }

  init() throws {
    directory = try TemporaryDirectory()
  }

  private func entries(_ names: String...) throws -> [ClusterEntry] {
    try names.map { name in
      let observation = Observation.leaking(target: .sample(name, name: name))
      return try #require(ClusterEntry(observation, assess(observation)))
    }
  }

  private func checkpoint(_ servers: Int, _ length: UInt64) -> Checkpoint {
    Checkpoint(
      scan: .sample(), destinationsDone: 0, endpointsDone: UInt64(servers), reports: [:],
      summary: Summary([.versionLeak: servers]), clusterLogLength: length)
  }

  private func begun() throws -> ClusterLog {
    var clusters = ClusterTally()
    return try ClusterLog(ofCheckpoint: path, resuming: nil, into: &clusters)
  }

  @Test("brings back what the checkpoint counts, and forgets what came behind it")
  func resumes() throws {
    let log = try begun()
    for entry in try entries("a", "b") { log.append(entry) }
    let length = log.length
    try log.flush()
    for entry in try entries("c") { log.append(entry) }
    try log.flush()

    var clusters = ClusterTally()
    let resumed = try ClusterLog(ofCheckpoint: path, resuming: checkpoint(2, length), into: &clusters)
    #expect(clusters.endpoints == 2)
    for entry in try entries("a", "d") {
      resumed.append(entry)
      clusters.add(entry)
    }
    try resumed.flush()
    var again = ClusterTally()
    _ = try ClusterLog(ofCheckpoint: path, resuming: checkpoint(4, resumed.length), into: &again)
    #expect(again.counts == clusters.counts)
    // All have the same address, which a proxy shares out by name.
    #expect(again.counts.total == 3)
  }

  @Test("brings back the open components as well, and refuses a log that has fewer than are counted")
  func components() throws {
    let observation = Observation.sample(
      target: .sample("node-1", labels: [Label(key: "cluster", value: "prod")]), port: 10250)
    let assessment = Assessment(verdict: .anonymousAccess, component: .kubelet)
    let entry = try #require(ClusterEntry(observation, assessment))
    let log = try begun()
    log.append(entry)
    try log.flush()
    var counted = checkpoint(0, log.length)
    counted.summary.add(observation, assessment)

    var clusters = ClusterTally()
    _ = try ClusterLog(ofCheckpoint: path, resuming: counted, into: &clusters)
    #expect(clusters.openComponents == 1)
    #expect(clusters.counts.components.cluster(of: entry) == .labelled("prod"))
    counted.summary.add(observation, assessment)
    #expect(throws: CheckpointError.self) {
      var clusters = ClusterTally()
      _ = try ClusterLog(ofCheckpoint: path, resuming: counted, into: &clusters)
    }
  }

  @Test("is not there before the first API server")
  func empty() throws {
    let log = try begun()
    try log.flush()
    #expect(directory.names == [])
    var clusters = ClusterTally()
    _ = try ClusterLog(ofCheckpoint: path, resuming: checkpoint(0, 0), into: &clusters)
    #expect(clusters.endpoints == 0)
  }

  @Test("is refused where it is missing, too short, or something else", arguments: 0..<3)
  func refused(_ how: Int) throws {
    let log = try begun()
    for entry in try entries("a", "b") { log.append(entry) }
    try log.flush()
    let file = ClusterLog.path(for: "a.checkpoint")
    switch how {
    case 0: try FileManager.default.removeItem(atPath: directory.file(file))
    case 1: _ = try directory.write("short", to: file)
    default: _ = try directory.write(String(repeating: "x", count: 4096), to: file)
    }
    var clusters = ClusterTally()
    #expect(throws: CheckpointError.self) {
      try ClusterLog(ofCheckpoint: path, resuming: checkpoint(2, log.length), into: &clusters)
    }
  }

  @Test("is refused where the checkpoint counts more bytes than it has, and stays as it is")
  func exaggerated() throws {
    let log = try begun()
    for entry in try entries("a", "b") { log.append(entry) }
    try log.flush()
    var clusters = ClusterTally()
    #expect(throws: CheckpointError.self) {
      try ClusterLog(ofCheckpoint: path, resuming: checkpoint(2, 1 << 40), into: &clusters)
    }
    let size = try FileManager.default.attributesOfItem(
      atPath: directory.file(ClusterLog.path(for: "a.checkpoint")))[.size]
    #expect(size as? UInt64 == log.length)
  }

  @Test("is not waited for where a FIFO without a writer stands in its place")
  func fifo() throws {
    let log = ClusterLog.path(for: path)
    #expect(mkfifo(log, 0o600) == 0)
    var clusters = ClusterTally()
    #expect(throws: CheckpointError.self) {
      try ClusterLog(ofCheckpoint: path, resuming: checkpoint(1, 46), into: &clusters)
    }
    #expect(mkfifo(path, 0o600) == 0)
    #expect(throws: CheckpointError.self) { try Checkpoint.load(path) }
  }

  @Test("goes with its checkpoint")
  func removed() throws {
    let log = try begun()
    for entry in try entries("a") { log.append(entry) }
    try log.flush()
    try checkpoint(1, log.length).save(path)
    Checkpoint.remove(path)
    #expect(directory.names == [])
  }
}
