import Exposure
import Targets

/// Changes for their reader.
public struct ChangeReport {
  private let changes: [Change]
  private let since: String

  /// A report of changes.
  /// - Parameter since: What the later scan was compared with, for the sentence.
  public init(_ changes: [Change], since: String) {
    self.changes = changes
    self.since = since
  }

  /// The report in a format; `text` and `markdown` begin with a sentence. `style` is that of a terminal, or of a pipe.
  public func text(_ format: ListingFormat, style: TerminalStyle = TerminalStyle()) -> String {
    switch format {
    case .text:
      return style.lines(summary).map { style.glyphs.text($0) + "\n" }.joined()
        + (changes.isEmpty ? "" : "\n" + body(format, style))
    case .markdown: return changes.isEmpty ? "\(summary)\n" : "\(sentence)\n\n" + body(format, style)
    case .csv, .jsonl: return body(format, style)
    }
  }

  /// "2 clusters newly exposed, 1 cluster and 3 endpoints vanished since scan 12 (2026-11-23T22:04:55Z)."
  var sentence: String {
    let byKind = Dictionary(grouping: changes, by: \.kind)
    let parts = ChangeKind.allCases.flatMap { kind -> [String] in
      let changes = byKind[kind] ?? []
      guard kind == .verdictChanged else { return Self.part(changes, kind.words).map { [$0] } ?? [] }
      // That a verdict is another one says little: whether it is worse is what a reader wants to know.
      let byGroup = Dictionary(grouping: changes, by: \.group)
      return ChangeGroup.allCases.compactMap { group in
        Self.part(byGroup[group] ?? []) { _ in group.verdictWords }
      }
    }
    return "\(parts.joined(separator: ", ")) since \(since)."
  }

  private static func part(_ changes: [Change], _ words: (Bool) -> String) -> String? {
    guard !changes.isEmpty else { return nil }
    let clusters = ChangedClusters(changes)
    return "\(clusters.text) \(words(clusters.isOne))"
  }

  /// The sentence; where nothing changed, that it did not.
  public var summary: String { changes.isEmpty ? "Nothing changed since \(since)." : sentence }

  private func body(_ format: ListingFormat, _ style: TerminalStyle) -> String {
    var listing: Listing
    switch format {
    case .text, .markdown:
      listing = Listing([
        .init("change"), .init("target", narrowest: 16, isName: true), .init("address", leaves: 2),
        .init("before", narrowest: 16), .init("after", narrowest: 16),
        .init("labels", narrowest: 12, leaves: 1),
      ])
      for change in changes { listing.append(change.briefCells) }
    case .csv, .jsonl:
      listing = Listing(
        [
          "change", "target", "labels", "server_name", "address", "port", "severity", "scanned_at",
          "verdict_before", "verdict_after", "git_version_before", "git_version_after", "before", "after",
        ].map { Listing.Column($0) })
      for change in changes { listing.append(change.fullCells) }
    }
    return String(decoding: listing.bytes(format, style: style), as: UTF8.self)
  }
}

extension Change {
  fileprivate var briefCells: [Listing.Cell] {
    [
      .text(kind.rawValue), .text(subject?.target ?? ""), .text(subject?.place ?? ""), .text(beforeText),
      .text(afterText), .text(subject?.labels ?? ""),
    ]
  }

  fileprivate var fullCells: [Listing.Cell] {
    let endpoint = subject?.endpoint
    func cell(_ text: String?) -> Listing.Cell { text.map { .text($0) } ?? .unknown }
    return [
      .text(kind.rawValue), cell(subject?.target), cell(subject?.labels), cell(endpoint?.serverName),
      cell(endpoint?.address?.description), endpoint.map { .number(Int64($0.port)) } ?? .unknown,
      cell(subject?.severity.rawValue), subject.map { .time($0.scannedAt) } ?? .unknown,
      cell(before?.verdict.rawValue), cell(after?.verdict.rawValue), cell(before?.gitVersion),
      cell(after?.gitVersion), .text(beforeText), .text(afterText),
    ]
  }

  /// `known-vulnerabilities high, weak-tls medium`.
  private static func text(_ findings: [FindingChange], _ severity: (FindingChange) -> Severity?) -> String {
    findings.compactMap { finding in severity(finding).map { "\(finding.id.rawValue) \($0.rawValue)" } }
      .joined(separator: ", ")
  }

  /// What it was before, in a few words.
  var beforeText: String {
    switch kind {
    case .newlyExposed, .newlyRestricted, .newlyLockedDown, .verdictChanged, .returned, .vanished:
      before?.headline ?? ""
    case .worse, .better: Self.text(findings, \.before)
    case .newEndpoint: ""
    case .versionUpgraded, .versionDowngraded, .versionChanged: before?.gitVersion ?? ""
    case .certificateChanged: before?.certificateText ?? ""
    case .restarted: before?.startText ?? ""
    case .controlPlaneDrifted: before?.headline ?? ""
    }
  }

  /// What it is now, in a few words.
  var afterText: String {
    switch kind {
    case .newlyExposed, .newlyRestricted, .newlyLockedDown, .verdictChanged, .newEndpoint, .returned:
      after?.headline ?? ""
    case .worse, .better: Self.text(findings, \.after)
    case .vanished:
      after.map { $0.error.isEmpty ? $0.verdict.rawValue : "\($0.verdict.rawValue): \($0.error)" }
        ?? (before?.endpoint.serverName == nil
          ? "not in the list" : "not in the list, or its name no longer resolves to this address")
    case .versionUpgraded, .versionDowngraded, .versionChanged: after?.gitVersion ?? ""
    case .certificateChanged: after?.certificateText ?? ""
    case .restarted:
      (after?.startText ?? "") + (restarts > 1 ? ", \(restarts) restarts seen" : "")
    case .controlPlaneDrifted:
      controlPlane.map { "\($0.place) \($0.headline)" }.joined(separator: ", ")
    }
  }
}

extension ChangeGroup {
  /// A verdict that is another one of the same posture, behind a count.
  fileprivate var verdictWords: String {
    switch self {
    case .worse: "with a worse verdict"
    case .better: "with a better verdict"
    case .new, .gone, .other: "with another verdict"
    }
  }
}

extension ChangeKind {
  /// The kind behind a count.
  fileprivate func words(isOne: Bool) -> String {
    switch self {
    case .newlyExposed: "newly exposed"
    case .newlyRestricted: "newly restricted"
    case .worse: "worse"
    case .newlyLockedDown: "newly locked down"
    case .better: "better"
    case .verdictChanged: "with another verdict"
    case .versionUpgraded: "upgraded"
    case .versionDowngraded: "downgraded"
    case .versionChanged: "with another build"
    case .newEndpoint: "new"
    case .returned: "returned"
    case .vanished: "vanished"
    case .certificateChanged: isOne ? "with a new certificate" : "with new certificates"
    case .restarted: "restarted"
    case .controlPlaneDrifted:
      isOne ? "with a control plane that drifted apart" : "with control planes that drifted apart"
    }
  }
}
