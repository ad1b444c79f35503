import Foundation
import Testing

@testable import Exposure

@Suite("Findings between two scans")
struct FindingChangeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let what: String
    let before: EndpointResult
    let after: EndpointResult
    let changes: [FindingChange]

    var testDescription: String { what }

    init(_ what: String, _ before: EndpointResult, _ after: EndpointResult, _ changes: FindingChange...) {
      self.what = what
      self.before = before
      self.after = after
      self.changes = changes
    }
  }

  @Test(
    "a finding",
    arguments: [
      Case("that stays is no change", .with([(.weakTLS, .medium)]), .with([(.weakTLS, .medium)])),
      Case(
        "that is new makes worse", .with([]), .with([(.weakTLS, .medium)]),
        FindingChange(.weakTLS, from: nil, to: .medium)),
      Case(
        "that is gone makes better", .with([(.weakTLS, .medium)]), .with([]),
        FindingChange(.weakTLS, from: .medium, to: nil)),
      Case(
        "whose severity rises makes worse", .with([(.endOfLifeRelease, .medium)]),
        .with([(.endOfLifeRelease, .high)]),
        FindingChange(.endOfLifeRelease, from: .medium, to: .high)),
      Case(
        "whose severity falls makes better", .with([(.knownVulnerabilities, .high)]),
        .with([(.knownVulnerabilities, .medium)]),
        FindingChange(.knownVulnerabilities, from: .high, to: .medium)),
      Case(
        "that is hidden behind a worse one counts all the same",
        .with([(.knownVulnerabilities, .critical)]),
        .with([(.knownVulnerabilities, .critical), (.endOfLifeRelease, .high)]),
        FindingChange(.endOfLifeRelease, from: nil, to: .high)),
      Case(
        "comes before one that is better, the worst first",
        .with([(.certificateExpired, .medium), (.endOfLifeRelease, .medium)]),
        .with([(.endOfLifeRelease, .high), (.plaintextHTTP, .high), (.clusterInfo, .low)]),
        FindingChange(.endOfLifeRelease, from: .medium, to: .high),
        FindingChange(.plaintextHTTP, from: nil, to: .high),
        FindingChange(.clusterInfo, from: nil, to: .low),
        FindingChange(.certificateExpired, from: .medium, to: nil)),
      Case(
        "that restates another verdict is told by the verdict",
        .with([], verdict: .lockedDown), .with([(.anonymousVersion, .medium), (.weakTLS, .medium)]),
        FindingChange(.weakTLS, from: nil, to: .medium)),
      Case(
        "that restates the verdict counts where the verdict is the same",
        .with([]), .with([(.anonymousHealth, .low)]), FindingChange(.anonymousHealth, from: nil, to: .low)),
    ])
  func compared(_ example: Case) {
    #expect(FindingChange.changes(from: example.before, to: example.after) == example.changes)
    #expect(
      example.after.hasChanged(since: example.before)
        == (!example.changes.isEmpty || example.before.verdict != example.after.verdict))
  }

  @Test("that comes and goes by itself is no change", arguments: FindingID.allCases)
  func passedOver(_ id: FindingID) {
    let changes = FindingChange.changes(from: .with([]), to: .with([(id, .low)]))
    switch id.comparison {
    case .passedOver(let reason):
      #expect(changes.isEmpty)
      #expect(!reason.isEmpty)
    case .compared, .comparedBesideVerdict: #expect(changes == [FindingChange(id, from: nil, to: .low)])
    }
  }

  @Test("that one of the scans could not see is no change", arguments: FindingID.allCases)
  func withoutGround(_ id: FindingID) {
    let ground: Grounds
    switch id.comparison {
    case .compared(let needed), .comparedBesideVerdict(let needed): ground = needed
    case .passedOver: return
    }
    let blind = Grounds(rawValue: .max).subtracting(ground)
    let (with, without) = (EndpointResult.with([(id, .high)]), EndpointResult.with([], grounds: blind))
    #expect(FindingChange.changes(from: with, to: without).isEmpty)
    #expect(FindingChange.changes(from: without, to: with).isEmpty)
  }

  @Test("is compared with none of a release that kept no grounds")
  func earlierRelease() {
    let old = EndpointResult.with([], grounds: nil)
    #expect(FindingChange.changes(from: old, to: .with([(.weakTLS, .medium)])).isEmpty)
    #expect(FindingChange.changes(from: .with([(.weakTLS, .medium)]), to: old).isEmpty)
  }

  @Test("about the certificate of a server that takes turns with others is no change")
  func turns() {
    let one = EndpointResult.with([], certificate: "aa")
    let other = EndpointResult.with([(.certificateExpired, .medium), (.weakTLS, .medium)], certificate: "bb")
    let weak = FindingChange(.weakTLS, from: nil, to: .medium)
    #expect(FindingChange.changes(from: one, to: other, certificates: ["aa", "bb"]) == [weak])
    let expired = FindingChange(.certificateExpired, from: nil, to: .medium)
    #expect(Set(FindingChange.changes(from: one, to: other, certificates: ["aa"])) == [weak, expired])
    // The same certificate, which has expired meanwhile.
    let aged = EndpointResult.with([(.certificateExpired, .medium)], certificate: "aa")
    #expect(FindingChange.changes(from: one, to: aged, certificates: ["aa"]) == [expired])
  }

  @Test(
    "docs/output.md has each of them, with the reason where it is passed over", arguments: FindingID.allCases)
  func documented(_ id: FindingID) throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/output.md")
    let text = try String(contentsOf: page.standardizedFileURL, encoding: .utf8)
    let start = try #require(text.range(of: "### Changes")).upperBound
    let rows = text[start...].split(separator: "\n").filter {
      $0.hasPrefix("|") && $0.contains("`\(id.rawValue)`")
    }
    let row = try #require(rows.first)
    if case .passedOver(let reason) = id.comparison { #expect(row.contains(reason)) }
  }
}
