import Exposure
import Fixtures
import Testing

@testable import History

@Suite("Between two scans")
struct ChangeRulesTests {
  /// What happened to one endpoint, a result a scan.
  struct Case: Sendable, CustomTestStringConvertible {
    let what: String
    let before: EndpointResult
    let after: EndpointResult
    let kinds: [ChangeKind]

    var testDescription: String { what }

    init(_ what: String, _ before: EndpointResult, _ after: EndpointResult, _ kinds: ChangeKind...) {
      self.what = what
      self.before = before
      self.after = after
      self.kinds = kinds
    }
  }

  @Test(
    "an endpoint that answers both times",
    arguments: [
      Case("and says the same has not changed", .sample(.versionLeak), .sample(.versionLeak, day: 1)),
      Case(
        "that refused and leaks is newly exposed", .sample(.lockedDown), .sample(.versionLeak, day: 1),
        .newlyExposed),
      Case(
        "that was no Kubernetes and leaks is newly exposed", .sample(.notKubernetes),
        .sample(.versionLeak, day: 1), .newlyExposed),
      Case(
        "that leaked and refuses is newly locked down", .sample(.versionLeak),
        .sample(.lockedDown, day: 1), .newlyLockedDown),
      Case(
        "that leaked and shows its health is newly restricted", .sample(.versionLeak),
        .sample(.healthOnly, day: 1), .newlyRestricted),
      Case(
        "that refused and lets anonymous requests in is newly restricted", .sample(.lockedDown),
        .sample(.forbidden, day: 1), .newlyRestricted),
      Case(
        "that showed its health and leaks is newly exposed", .sample(.healthOnly),
        .sample(.versionLeak, day: 1), .newlyExposed),
      Case(
        "that let anonymous requests in and does not any more is newly locked down", .sample(.forbidden),
        .sample(.lockedDown, day: 1), .newlyLockedDown),
      Case(
        "that leaks more has another verdict", .sample(.versionLeak), .sample(.anonymousAccess, day: 1),
        .verdictChanged),
      Case(
        "that gives less has another verdict", .sample(.healthOnly), .sample(.forbidden, day: 1),
        .verdictChanged),
      Case(
        "that gives no clear answer has not changed", .sample(.versionLeak), .sample(.inconclusive, day: 1)),
      Case("that could not be tried has not changed", .sample(.versionLeak), .sample(.failed, day: 1)),
      Case(
        "that leaked and is no Kubernetes has another verdict", .sample(.versionLeak),
        .sample(.notKubernetes, day: 1), .verdictChanged),
      Case(
        "and leaks a later version", .sample(.versionLeak, version: "v1.29.3"),
        .sample(.versionLeak, day: 1, version: "v1.29.10"), .versionUpgraded),
      Case(
        "and leaks an earlier version", .sample(.versionLeak, version: "v1.30.0"),
        .sample(.versionLeak, day: 1, version: "v1.30.0-rc.1"), .versionDowngraded),
      Case(
        "and leaks another build", .sample(.versionLeak, version: "v1.29.3-eks-adc7111"),
        .sample(.versionLeak, day: 1, version: "v1.29.3-eks-036c24b"), .versionChanged),
      Case(
        "and hides the version now", .sample(.versionLeak, version: "v1.30.0"),
        .sample(.healthOnly, day: 1), .newlyRestricted),
      Case(
        "with another certificate", .sample(.lockedDown, certificate: "aa"),
        .sample(.lockedDown, day: 1, certificate: "bb"), .certificateChanged),
      Case(
        "whose certificate is seen for the first time has not changed", .sample(.lockedDown),
        .sample(.lockedDown, day: 1, certificate: "bb")),
      Case(
        "whose process began after the last look has restarted",
        .sample(.lockedDown, startedHoursBefore: 100),
        .sample(.lockedDown, day: 1, startedHoursBefore: 2), .restarted),
      Case(
        "where another, older process answers has not restarted",
        .sample(.lockedDown, startedHoursBefore: 100),
        .sample(.lockedDown, day: 1, startedHoursBefore: 30)),
      Case(
        "with everything at once has changed in every way",
        .sample(.lockedDown, version: "v1.0.0", certificate: "a", startedHoursBefore: 100),
        .sample(.versionLeak, day: 1, version: "v2.0.0", certificate: "b", startedHoursBefore: 1),
        .newlyExposed, .versionUpgraded, .certificateChanged, .restarted),
    ])
  func answering(_ example: Case) {
    let changes = ChangeRules.changes(from: [example.before], to: [example.after])
    #expect(changes.map(\.kind) == example.kinds)
    for change in changes {
      #expect(change.before == example.before)
      #expect(change.after == example.after)
      #expect(change.restarts == (change.kind == .restarted ? 1 : 0))
    }
  }

  /// A life in letters, a scan each: `L` leaks, `R` refuses, `s` is silent, `5` gives no deciding answer, `x` could
  /// not be tried, `n` had a name that could not be resolved, `-` is not in the list. What follows is what the last scan tells.
  struct Life: Sendable, CustomTestStringConvertible {
    let letters: String
    let confirm: Int
    let kinds: [ChangeKind]

    var testDescription: String { "\(letters) confirmed \(confirm) times" }

    init(_ letters: String, confirm: Int = 2, _ kinds: ChangeKind...) {
      self.letters = letters
      self.confirm = confirm
      self.kinds = kinds
    }

    var scans: [[EndpointResult]] { letters.indices.enumerated().map { day, _ in results(day) } }

    /// Its result in a scan, if it is in the list.
    func results(_ day: Int, address: UInt32 = 1) -> [EndpointResult] {
      let verdict: Verdict? =
        switch Array(letters)[day] {
        case "L": .versionLeak
        case "R": .lockedDown
        case "s": .filtered
        case "5": .inconclusive
        case "x", "n": .failed
        default: nil
        }
      guard let verdict else { return [] }
      var result = EndpointResult.sample(verdict, address: address, day: day, name: Self.name(of: address))
      if Array(letters)[day] == "n" { result.endpoint.address = nil }
      return [result]
    }

    static func name(of address: UInt32) -> String { "host\(address).example" }

    /// What the last scan tells, looking at all scans.
    var changes: [ChangeKind] { changes(from: letters.count - 2, to: letters.count - 1, confirm: confirm) }

    /// What one scan tells after another, looking at all scans.
    func changes(from: Int, to: Int, confirm: Int) -> [ChangeKind] {
      func window(_ last: Int) -> ScanWindow {
        ScanWindow(Array(scans.prefix(last + 1)), confirm: confirm, isWhole: true)
      }
      return ChangeRules.changes(before: window(from), after: window(to)) { _, _ in .unknown }.map(\.kind)
    }
  }

  @Test(
    "an endpoint that flaps",
    arguments: [
      Life("LL"), Life("Ls"), Life("LsL"), Life("Lss", .vanished), Life("Lsss"),
      Life("LssL", .returned), Life("LsssssL", .returned), Life("LssLL"),
      Life("RssR", .returned), Life("RssL", .newlyExposed, .returned),
      Life("LssR", .newlyLockedDown, .returned),
      Life("LsR", .newlyLockedDown), Life("RsL", .newlyExposed),
      // What decides nothing is neither a change nor a state to change from, however often it comes.
      Life("L5"), Life("L5L"), Life("L55"), Life("L555555"), Life("L555555L"), Life("L5R", .newlyLockedDown),
      Life("L555R", .newlyLockedDown), Life("R555L", .newlyExposed), Life("555"),
      Life("5L", .newlyExposed),
      Life("5555R", .newEndpoint),
      Life("L5s"), Life("L5ss", .vanished), Life("L5sss"), Life("Ls5s"), Life("Lss5"),
      Life("Lss5L", .returned),
      Life("Lss55555L", .returned), Life("L5s5s5s"), Life("L555ss", .vanished), Life("L5ssL", .returned),
      Life("Lx"), Life("Lxs"), Life("Lxss", .vanished), Life("LxxxxL"), Life("Lsxs", .vanished), Life("Lssx"),
      Life("LxxxxR", .newlyLockedDown),
      Life("Ln"), Life("Lnn"), Life("Lnnn"), Life("Lnnn-"), Life("Lnn--", .vanished), Life("LnnnL"),
      Life("LnnR", .newlyLockedDown), Life("L-n-", .vanished), Life("L-nL"), Life("L--n"),
      Life("L--nL", .returned),
      Life("n"), Life("nnL", .newlyExposed), Life("Ln", confirm: 1), Life("Ln-", confirm: 1, .vanished),
      Life("L-"), Life("L--", .vanished), Life("L-L"), Life("L--L", .returned), Life("L----L", .returned),
      Life("-L", .newlyExposed), Life("---L", .newlyExposed),
      Life("Ls-", .vanished),
      Life("sR", .newEndpoint), Life("ss"), Life("sss"), Life("s-"), Life("sssR", .newEndpoint),
      Life("Ls", confirm: 1, .vanished), Life("Lss", confirm: 1), Life("LsL", confirm: 1, .returned),
      Life("L5", confirm: 1), Life("L5s", confirm: 1, .vanished), Life("Ls5L", confirm: 1, .returned),
      Life("Lss", confirm: 3), Life("Lsss", confirm: 3, .vanished), Life("LssL", confirm: 3),
      Life("LssR", confirm: 3, .newlyLockedDown), Life("LsssR", confirm: 3, .newlyLockedDown, .returned),
    ])
  func flapping(_ life: Life) throws {
    #expect(life.changes == life.kinds)
    // The history looks at the last scans first, and further back where they do not tell.
    let directory = try TemporaryDirectory()
    let file = try HistoryFile.writing(directory.file("h.sqlite"))
    for (day, results) in life.scans.enumerated() { try file.record(results, day: day) }
    let last = try file.scan(.newestFinished)
    guard let before = try file.finishedScan(before: last) else { return }
    #expect(
      try file.comparison(from: before, to: last, confirm: life.confirm).changes.map(\.kind) == life.kinds)
  }

  @Test("a history finds what all scans together say, whichever two are compared")
  func anyTwoScans() throws {
    let letters = Array("LRs5xn-")
    // A table of a hundred lives of nine scans that differ in every place, the same in every run.
    let lives = (0..<100).map { seed -> Life in
      var state = UInt32(seed) &* 2_654_435_761 &+ 12_345
      return Life(
        String(
          (0..<9).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return letters[Int(state >> 16) % letters.count]
          }))
    }
    let directory = try TemporaryDirectory()
    let file = try HistoryFile.writing(directory.file("h.sqlite"))
    for day in 0..<9 {
      let results = lives.enumerated().flatMap { index, life in life.results(day, address: UInt32(index + 1))
      }
      try file.record(results, day: day)
    }
    let scans = try file.scans()
    for confirm in 1...3 {
      for from in 0..<8 {
        for to in (from + 1)..<9 {
          let found = try file.comparison(from: scans[from], to: scans[to], confirm: confirm).changes
          let byEndpoint = Dictionary(grouping: found) { $0.subject?.endpoint }
          for (index, life) in lives.enumerated() {
            let kinds = (byEndpoint[.sample(UInt32(index + 1), name: Life.name(of: UInt32(index + 1)))] ?? [])
              .map(\.kind)
            let expected = life.changes(from: from, to: to, confirm: confirm)
            #expect(kinds == expected, "\(life.letters) from \(from) to \(to), confirmed \(confirm) times")
          }
        }
      }
    }
  }

  @Test("what vanished tells how it answered before, and why it does not now")
  func vanished() throws {
    let change = try #require(
      ChangeRules.changes(from: [.sample(.versionLeak)], to: [.sample(.closed, day: 1)]).first)
    #expect(change.kind == .vanished)
    #expect(change.before?.verdict == .versionLeak)
    #expect(change.after?.verdict == .closed)
  }

  /// Endpoints on the API server's port and the kubelet's, of an address and of a name.
  private static func places(
    _ places: [(address: UInt32, name: String?, port: UInt16)], day: Int
  )
    -> [EndpointResult]
  {
    places.enumerated().map { index, place in
      var result = EndpointResult.sample(.lockedDown, address: place.address, day: day, name: place.name)
      result.endpoint.port = place.port
      result.position = Int64(index)
      return result
    }
  }

  private typealias Places = [(address: UInt32, name: String?, port: UInt16)]

  private static let asked: [(what: String, before: Places, after: Places, gone: Int)] = [
    ("a component that is asked no more", [(1, nil, 6443), (1, nil, 10250)], [(1, nil, 6443)], 0),
    (
      "a component of a name that is asked no more", [(1, "a.test", 6443), (1, "a.test", 10250)],
      [(1, "a.test", 6443)], 0
    ),
    (
      "a kubelet that has left the list", [(1, nil, 10250), (2, nil, 10250)], [(2, nil, 10250)], 1
    ),
    (
      "an address that a name has no more", [(1, "a.test", 6443), (2, "a.test", 6443)], [(1, "a.test", 6443)],
      1
    ),
    ("another port that has left the list", [(1, nil, 6443), (1, nil, 8443)], [(1, nil, 6443)], 1),
  ]

  @Test("what was not asked has not vanished", arguments: asked.indices, [1, 2])
  func notAsked(_ index: Int, _ confirm: Int) throws {
    let row = Self.asked[index]
    let files = ChangeRules.changes(
      from: Self.places(row.before, day: 0), to: Self.places(row.after, day: 1))
    #expect(files.filter { $0.kind == .vanished }.count == row.gone, "\(row.what)")
    // In a history, scans that ask other ports are of another scope.
    let directory = try TemporaryDirectory()
    let file = try HistoryFile.writing(directory.file("h.sqlite"))
    try file.record(Self.places(row.before, day: 0), scope: "targets.txt --components all", day: 0)
    for day in 1..<4 { try file.record(Self.places(row.after, day: day), day: day) }
    let scans = try file.scans()
    for later in scans[confirm...] where row.gone == 0 {
      let found = try file.comparison(from: scans[0], to: later, confirm: confirm).changes
      #expect(!found.contains { $0.kind == .vanished }, "\(row.what), scan \(later.number)")
    }
  }

  @Test("servers that take turns behind one address show no new certificate")
  func turns() {
    let certificates = ["aa", "bb", "aa"]
    let scans = certificates.enumerated().map {
      [EndpointResult.sample(.lockedDown, day: $0, certificate: $1)]
    }
    let before = ScanWindow(Array(scans[0...1]), confirm: 2, isWhole: true)
    let after = ScanWindow(Array(scans[1...2]), confirm: 2, isWhole: false)
    #expect(ChangeRules.changes(before: before, after: after) { _, _ in .unknown }.isEmpty)
  }

  @Test("a control plane drifts apart once, when its addresses begin to differ")
  func drift() throws {
    func scan(_ versions: [String], day: Int) -> [EndpointResult] {
      versions.enumerated().map { index, version in
        .sample(
          .versionLeak, address: UInt32(index + 1), day: day, name: "api.example.com", version: version)
      }
    }
    let same = scan(["v1.30.1", "v1.30.1", "v1.30.1"], day: 0)
    let apart = scan(["v1.30.1", "v1.30.2", "v1.30.1"], day: 1)
    let changes = ChangeRules.changes(from: same, to: apart)
    #expect(changes.map(\.kind) == [.versionUpgraded, .controlPlaneDrifted])
    #expect(changes.last?.controlPlane == apart)
    #expect(ChangeRules.changes(from: apart, to: apart).isEmpty)
    #expect(ChangeRules.changes(from: apart, to: same).map(\.kind) == [.versionDowngraded])
  }

  @Test("an address that gives no clear answer, or is down, is no drift, and the end of none")
  func driftUndecided() throws {
    func scan(_ verdicts: [Verdict], day: Int) -> [EndpointResult] {
      verdicts.enumerated().map { index, verdict in
        .sample(verdict, address: UInt32(index + 1), day: day, name: "api.example.com")
      }
    }
    let same = scan([.lockedDown, .lockedDown], day: 0)
    for verdict in [Verdict.inconclusive, .failed] {
      #expect(ChangeRules.changes(from: same, to: scan([.lockedDown, verdict], day: 1)).isEmpty)
    }
    let directory = try TemporaryDirectory()
    let file = try HistoryFile.writing(directory.file("h.sqlite"))
    let days: [[Verdict]] = [
      [.lockedDown, .versionLeak], [.lockedDown, .inconclusive], [.lockedDown, .inconclusive],
      [.lockedDown, .closed], [.lockedDown, .versionLeak],
    ]
    for (day, verdicts) in days.enumerated() { try file.record(scan(verdicts, day: day), day: day) }
    let scans = try file.scans()
    for (from, to) in zip(scans, scans.dropFirst()) {
      #expect(try file.comparison(from: from, to: to, confirm: 2).changes.isEmpty)
    }
  }

  @Test("the addresses of a block are no control plane")
  func block() {
    let scan = [
      EndpointResult.sample(.versionLeak, address: 1, version: "v1.30.1"),
      .sample(.lockedDown, address: 2),
    ]
    #expect(ChangeRules.changes(from: [], to: scan).allSatisfy { $0.kind != .controlPlaneDrifted })
  }

  @Test("changes come by kind, the worst first, then in target order")
  func order() {
    let before: [EndpointResult] = [
      .sample(.lockedDown, address: 1), .sample(.versionLeak, address: 2), .sample(.lockedDown, address: 3),
    ]
    let after: [EndpointResult] = [
      .sample(.versionLeak, address: 1), .sample(.lockedDown, address: 2),
      .sample(.versionLeak, address: 3), .sample(.forbidden, address: 4),
    ]
    let changes = ChangeRules.changes(from: before, to: after)
    #expect(changes.map(\.kind) == [.newlyExposed, .newlyExposed, .newlyLockedDown, .newEndpoint])
    #expect(changes.map(\.subject?.position) == [1, 3, 2, 4])
  }
}
