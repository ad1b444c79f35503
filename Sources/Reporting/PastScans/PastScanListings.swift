import Exposure

extension Listing {
  /// Scans of a history, a row each.
  /// - Parameter isBeingWritten: Whether somebody writes the history now.
  public init(scans: [StoredScan], isBeingWritten: Bool) {
    self.init([
      .init("scan"), .init("state"), .init("started_at"), .init("seconds", leaves: 4), .init("endpoints"),
      .init("exposed"), .init("locked_down"), .init("unreachable", leaves: 3), .init("scope", narrowest: 8),
      .init("tool_version", leaves: 1), .init("knowledge_date", leaves: 2), .init("restricted", leaves: 5),
      .init("clusters", leaves: 9), .init("exposed_clusters", leaves: 8),
      .init("restricted_clusters", leaves: 6), .init("locked_down_clusters", leaves: 7),
    ])
    for scan in scans {
      append([
        .number(scan.number), .text(scan.state(isBeingWritten: isBeingWritten).rawValue),
        .time(scan.description.startedAt), .init(scan.seconds),
        .number(scan.counts.endpoints), .number(scan.counts.exposed), .number(scan.counts.lockedDown),
        .number(scan.counts.unreachable), .text(scan.description.scope), .text(scan.description.toolVersion),
        .init(scan.description.knowledgeDate), .number(scan.counts.restricted),
        .init(scan.clusters?.total), .init(scan.clusters?.exposed), .init(scan.clusters?.restricted),
        .init(scan.clusters?.lockedDown),
      ])
    }
  }

  /// What one scan found, a row for each endpoint.
  public init(results: [EndpointResult]) {
    self.init([
      .init("target", narrowest: 16, isName: true), .init("address", leaves: 6), .init("verdict"),
      .init("severity"),
      .init("git_version"), .init("distribution", leaves: 4), .init("findings", narrowest: 12, leaves: 5),
      .init("error", narrowest: 12, leaves: 3), .init("labels", narrowest: 12, leaves: 2),
      .init("component", leaves: 1),
    ])
    for result in results {
      append([
        .text(result.target), .text(result.place), .text(result.verdict.rawValue),
        .text(result.severity.rawValue), .text(result.gitVersion ?? ""), .text(result.distribution ?? ""),
        .words(result.findings), .text(result.error), .text(result.labels), .init(result.component?.rawValue),
      ])
    }
  }

  /// What scans found of the endpoints that were asked for, a row for each of them in each scan; the number of the scan
  /// stands before.
  public init(timeline: [(scan: Int64, result: EndpointResult)]) {
    // Where the targets differ, they may be all that tells two rows apart.
    let areTargetsOne = Set(timeline.lazy.map(\.result.target)).count <= 1
    self.init([
      .init("scan"), .init("scanned_at"), .init("address"), .init("verdict"), .init("git_version", leaves: 7),
      .init("distribution", leaves: 5), .init("certificate", narrowest: 16, leaves: 4),
      .init("server_started_at", leaves: 6), .init("error", narrowest: 12, leaves: 3),
      .init("target", narrowest: 12, leaves: areTargetsOne ? 2 : nil, isName: true),
      .init("component", leaves: 1),
    ])
    for (scan, result) in timeline {
      append([
        .number(scan), .time(result.scannedAt), .text(result.place), .text(result.verdict.rawValue),
        .init(result.gitVersion), .init(result.distribution), .text(result.certificateText),
        result.serverStartedAt.map { .time($0) } ?? .unknown, .text(result.error), .text(result.target),
        .init(result.component?.rawValue),
      ])
    }
  }
}

extension Listing.Cell {
  fileprivate init(_ number: Int64?) {
    self = number.map { .number($0) } ?? .unknown
  }

  fileprivate init(_ text: String?) {
    self = text.map { .text($0) } ?? .unknown
  }
}
