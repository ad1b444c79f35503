import Testing

@testable import Exposure
import Targets

@Suite("Counting clusters over a scan")
struct ClusterTallyTests {
  static func entry(
    _ verdict: Verdict = .versionLeak, _ gitVersion: String? = nil, version: String? = nil,
    key: String? = nil,
    name: String? = nil, at address: UInt32 = 1
  ) -> ClusterEntry {
    var observation = Observation.sample(
      tls: TLSFacts(handshake: .established, certificate: .ofAPIServer), version: .version(401))
    observation.endpoint = Endpoint(
      target: Target(text: name ?? "10.0.0.\(address)", serverName: name),
      address: .v4(0x0A00_0000 + address),
      port: 6443, transport: .tls)
    observation.tls?.certificate?.authorityKeyIdentifier = key
    observation.responses =
      version.map {
        [
          Response(
            path: "/version", status: 403,
            headers: [HeaderField(name: "x-kubernetes-pf-flowschema-uid", value: $0)])
        ]
      } ?? []
    var assessment = Assessment(verdict: verdict, component: .kubeAPIServer)
    assessment.version = gitVersion.map { VersionDocument(gitVersion: $0) }
    guard let entry = ClusterEntry(observation, assessment) else { preconditionFailure("an API server") }
    return entry
  }

  static func counts(_ entries: [ClusterEntry]) -> ClusterCounts {
    var tally = ClusterTally()
    for entry in entries { tally.add(entry) }
    return tally.counts
  }

  static let scans: [(sentence: String, entries: [ClusterEntry], verdicts: [Verdict: Int])] = [
    ("nothing", [], [:]),
    (
      "three addresses behind one name, the most exposed of which decides",
      [
        entry(.lockedDown, name: "a", at: 1), entry(.versionLeak, name: "a", at: 2),
        entry(.healthOnly, name: "a", at: 3),
      ],
      [.versionLeak: 1]
    ),
    (
      "two names for one server",
      [entry(version: "u", name: "a"), entry(version: "u", name: "b")], [.versionLeak: 1]
    ),
    (
      "one name and its own address listed again",
      [entry(name: "a", at: 1), entry(at: 1)], [.versionLeak: 1]
    ),
    (
      "two clusters with one name of the authority and different keys",
      [entry(key: "0a", at: 1), entry(.lockedDown, key: "0b", at: 2)], [.versionLeak: 1, .lockedDown: 1]
    ),
    (
      "a server that refuses everything, joined by its authority",
      [entry(version: "u", key: "0a", at: 1), entry(.lockedDown, key: "0a", at: 2)], [.versionLeak: 1]
    ),
    (
      "clusters that share an authority, with UIDs of their own, and one that refuses everything",
      [
        entry(version: "u", key: "0a", at: 1), entry(version: "v", key: "0a", at: 2),
        entry(.lockedDown, key: "0a", at: 3),
      ], [.versionLeak: 2, .lockedDown: 1]
    ),
  ]

  @Test("gives each cluster the verdict of its most exposed endpoint", arguments: scans)
  func verdicts(_ row: (sentence: String, entries: [ClusterEntry], verdicts: [Verdict: Int])) {
    #expect(Self.counts(row.entries).verdicts == row.verdicts)
    #expect(Self.counts(row.entries.reversed()).verdicts == row.verdicts)
  }

  @Test("tells targets that are one cluster, with what each of them shows")
  func joined() {
    let counts = Self.counts([
      Self.entry(.lockedDown, version: "u", name: "a", at: 1),
      Self.entry(.versionLeak, "v1.36.2", version: "u", name: "b", at: 2),
      Self.entry(.versionLeak, "v1.36.2", version: "u", name: "a", at: 3),
      Self.entry(.versionLeak, "v1.36.2", version: "w", name: "c", at: 4),
      Self.entry(.versionLeak, "v1.36.2", version: "w", name: "c", at: 5),
    ])
    #expect(
      counts.joined == [
        JoinedTargets(
          members: [
            .init(target: "a", verdict: .versionLeak, gitVersion: "v1.36.2"),
            .init(target: "b", verdict: .versionLeak, gitVersion: "v1.36.2"),
          ], count: 2, hasDrifted: true, sign: .flowSchema)
      ])
    #expect(counts.joinedCount == 1)
  }

  @Test("tells ten joined targets, with five names each, and counts the rest")
  func bounds() {
    let entries = (0..<12).flatMap { cluster in
      (0..<7).map { Self.entry(version: "u\(cluster)", at: UInt32(cluster * 7 + $0 + 1)) }
    }
    let counts = Self.counts(entries)
    #expect(counts.verdicts == [.versionLeak: 12])
    #expect(counts.joined.count == 10)
    #expect(counts.joinedCount == 12)
    #expect(counts.joined[0].members.map(\.target) == (1...5).map { "10.0.0.\($0):6443" })
    #expect(counts.joined[0].count == 7)
    #expect(!counts.joined[0].hasDrifted)
  }

  @Test("counts what it cannot compare, and says so")
  func capacity() {
    var tally = ClusterTally(capacity: 2)
    for _ in 0..<5 { tally.add(Self.entry(version: "u")) }
    #expect(tally.endpoints == 5)
    #expect(tally.counts.verdicts == [.versionLeak: 4])
    #expect(tally.counts.uncompared == 3)
  }

  @Test("keeps 48 bytes of each API server and of each open component")
  func size() {
    #expect(MemoryLayout<ClusterTally.Record>.stride == 48)
    #expect(MemoryLayout<ClusterTally.ComponentRecord>.stride == 48)
  }

  @Test(
    "takes API servers alone",
    arguments: [nil, Component.kubelet, .kubeScheduler, .kubeControllerManager, .etcd])
  func lookalikes(component: Component?) {
    var tally = ClusterTally()
    #expect(tally.add(.sample(), Assessment(verdict: .healthOnly, component: component)) == nil)
    #expect(tally.counts == ClusterCounts())
  }

  @Test("an entry comes back from its bytes, and cut ones do not")
  func bytes() {
    let entries = [
      Self.entry(.lockedDown, name: "a"), Self.entry(.versionLeak, "v1.36.2", version: "u", key: "0a", at: 7),
      Self.entry(name: String(repeating: "\u{FFFD}", count: 5_000)),
    ]
    var bytes: [UInt8] = []
    for entry in entries { entry.append(to: &bytes) }
    var rest = bytes[...]
    for entry in entries { #expect(ClusterEntry(reading: &rest) == entry) }
    #expect(rest.isEmpty)
    var first: [UInt8] = []
    entries[1].append(to: &first)
    for length in first.indices {
      var cut = first[..<length]
      #expect(ClusterEntry(reading: &cut) == nil)
    }
  }
}
