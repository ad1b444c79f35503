import Exposure
import Targets

/// The names of a template that no type tells (`TemplateShape` has all).
enum TemplateNames {
  /// The names within `summary`.
  static let summary: [String] = {
    let names = [
      "sentence", "endpoints", "rows", "clusters", "api_servers", "other_components", "worst_severity",
      "excluded", "duplicates_dropped", "started_at", "ended_at", "duration_s", "notices", "verdicts",
      "is_exposed",
    ]
    let postures = Posture.allCases.flatMap { [$0.rawValue, "clusters_\($0.rawValue)"] }
    return names + postures + Severity.allCases.map(\.rawValue)
  }()

  /// What can be done with a value before it is written: `{{count(findings)}}`. They are swift-mustache's.
  static let transforms: Set = [
    "first", "last", "index", "even", "odd", "count", "empty", "capitalized", "lowercased", "uppercased",
    "equalzero", "plusone", "minusone",
  ]
}
