import Exposure
import Testing

@testable import History

@Suite("Between two scans")
struct ChangeRulesTests {
  /// What happened to one endpoint, a result a scan.
  struct Case: Sendable, CustomTestStringConvertible {
    let what: String
    let before: StoredResult
    let after: StoredResult
    let kinds: [ChangeKind]

    var testDescription: String { what }

    init(_ what: String, _ before: StoredResult, _ after: StoredResult, _ kinds: ChangeKind...) {
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
        .sample(.healthOnly, day: 1), .newlyExposed),
      Case(
        "that leaked and refuses is newly locked down", .sample(.versionLeak),
        .sample(.forbidden, day: 1), .newlyLockedDown),
      Case(
        "that leaks more has another verdict", .sample(.healthOnly), .sample(.versionLeak, day: 1),
        .verdictChanged),
      Case(
        "that refuses in another way has another verdict", .sample(.forbidden),
        .sample(.lockedDown, day: 1), .verdictChanged),
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
        .sample(.healthOnly, day: 1), .verdictChanged),
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
    let changes = ChangeRules.changes(before: [[example.before]], after: [[example.after]])
    #expect(changes.map(\.kind) == example.kinds)
    for change in changes {
      #expect(change.before == example.before)
      #expect(change.after == example.after)
      #expect(change.restarts == (change.kind == .restarted ? 1 : 0))
    }
  }

  /// A life in letters, a scan each: `L` leaks, `R` refuses, `s` is silent, `5` gives no deciding answer, `x` could
  /// not be tried, `-` is not in the list. What follows is what the last scan tells, looked at so many scans wide.
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

    var scans: [[StoredResult]] {
      letters.enumerated().map { day, letter in
        let verdict: Verdict? =
          switch letter {
          case "L": .versionLeak
          case "R": .lockedDown
          case "s": .filtered
          case "5": .inconclusive
          case "x": .failed
          default: nil
          }
        return verdict.map { [.sample($0, day: day)] } ?? []
      }
    }
  }

  @Test(
    "an endpoint that flaps",
    arguments: [
      Life("LL"), Life("Ls"), Life("LsL"), Life("Lss", .vanished), Life("Lsss"),
      Life("LssL", .newlyExposed, .newEndpoint),
      Life("RssR", .newEndpoint), Life("LsR", .newlyLockedDown), Life("RsL", .newlyExposed),
      Life("L5"), Life("L5L"), Life("L5s", .vanished), Life("Lxs", .vanished), Life("Lx"),
      Life("L-"), Life("L--", .vanished), Life("L-L"), Life("-L", .newlyExposed, .newEndpoint),
      Life("sR", .newEndpoint), Life("ss"), Life("sss"), Life("s-"),
      Life("Ls", confirm: 1, .vanished), Life("Lss", confirm: 1),
      Life("LsL", confirm: 1, .newlyExposed, .newEndpoint),
      Life("Lss", confirm: 3), Life("Lsss", confirm: 3, .vanished), Life("LssL", confirm: 3),
      Life("LssR", confirm: 3, .newlyLockedDown),
    ])
  func flapping(_ life: Life) {
    let scans = life.scans
    let before = Array(scans.dropLast().suffix(life.confirm))
    let after = Array(scans.suffix(life.confirm))
    #expect(ChangeRules.changes(before: before, after: after).map(\.kind) == life.kinds)
  }

  @Test("what vanished tells how it answered before, and why it does not now")
  func vanished() throws {
    let change = try #require(
      ChangeRules.changes(before: [[.sample(.versionLeak)]], after: [[.sample(.closed, day: 1)]]).first)
    #expect(change.kind == .vanished)
    #expect(change.before?.verdict == .versionLeak)
    #expect(change.after?.verdict == .closed)
  }

  @Test("servers that take turns behind one address show no new certificate")
  func turns() {
    let certificates = ["aa", "bb", "aa"]
    let scans = certificates.enumerated().map { [StoredResult.sample(.lockedDown, day: $0, certificate: $1)] }
    #expect(ChangeRules.changes(before: Array(scans[0...1]), after: Array(scans[1...2])).isEmpty)
  }

  @Test("a control plane drifts apart once, when its addresses begin to differ")
  func drift() throws {
    func scan(_ versions: [String], day: Int) -> [StoredResult] {
      versions.enumerated().map { index, version in
        .sample(
          .versionLeak, address: UInt32(index + 1), day: day, name: "api.example.com", version: version)
      }
    }
    let same = scan(["v1.30.1", "v1.30.1", "v1.30.1"], day: 0)
    let apart = scan(["v1.30.1", "v1.30.2", "v1.30.1"], day: 1)
    let changes = ChangeRules.changes(before: [same], after: [apart])
    #expect(changes.map(\.kind) == [.versionUpgraded, .controlPlaneDrifted])
    #expect(changes.last?.controlPlane == apart)
    #expect(ChangeRules.changes(before: [apart], after: [apart]).isEmpty)
    #expect(ChangeRules.changes(before: [apart], after: [same]).map(\.kind) == [.versionDowngraded])
  }

  @Test("the addresses of a block are no control plane")
  func block() {
    let scan = [
      StoredResult.sample(.versionLeak, address: 1, version: "v1.30.1"),
      .sample(.lockedDown, address: 2),
    ]
    #expect(ChangeRules.changes(before: [], after: [scan]).allSatisfy { $0.kind != .controlPlaneDrifted })
  }

  @Test("changes come by kind, the worst first, then in target order")
  func order() {
    let before: [StoredResult] = [
      .sample(.lockedDown, address: 1), .sample(.versionLeak, address: 2), .sample(.lockedDown, address: 3),
    ]
    let after: [StoredResult] = [
      .sample(.versionLeak, address: 1), .sample(.lockedDown, address: 2),
      .sample(.versionLeak, address: 3), .sample(.forbidden, address: 4),
    ]
    let changes = ChangeRules.changes(before: [before], after: [after])
    #expect(changes.map(\.kind) == [.newlyExposed, .newlyExposed, .newlyLockedDown, .newEndpoint])
    #expect(changes.map(\.subject?.position) == [1, 3, 2, 4])
  }
}
