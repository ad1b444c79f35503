import Exposure
import Targets

/// The tally of a scan for a template. Numbers without `clusters_` in front count endpoints.
enum TemplateSummary {
  static func values(of summary: Summary) -> [String: Any] {
    var values: [String: Any] = [
      "sentence": TextSanitiser.terminal(summary.sentence, limit: 4096),
      "endpoints": summary.endpoints, "rows": summary.rows, "clusters": summary.clusters,
      "api_servers": summary.apiServers, "other_components": summary.otherComponents,
      "worst_severity": summary.worstSeverity.rawValue,
      "excluded": summary.excluded, "duplicates_dropped": summary.duplicatesDropped,
      "is_exposed": summary.count(Posture.exposed) > 0,
      "notices": summary.clusterSentences.map { TextSanitiser.terminal($0, limit: Summary.longestNotice) },
      "verdicts": Verdict.allCases.filter { summary.count($0) > 0 }.map { verdict -> [String: Any] in
        [
          "verdict": verdict.rawValue, "posture": verdict.posture.rawValue, "count": summary.count(verdict),
          "clusters": summary.clusters(verdict),
        ]
      },
    ]
    for posture in Posture.allCases {
      values[posture.rawValue] = summary.count(posture)
      values["clusters_\(posture.rawValue)"] = summary.clusters(in: posture)
    }
    for severity in Severity.allCases { values[severity.rawValue] = summary.count(severity) }
    if let period = summary.period {
      values["started_at"] = Timestamp.text(period.start)
      values["ended_at"] = Timestamp.text(period.end)
      values["duration_s"] = Int(period.duration.rounded())
    }
    return values
  }
}
