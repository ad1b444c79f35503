import Exposure

/// What the table keeps of an endpoint: its cells, sanitised and bounded, a few hundred bytes at most.
struct TableRow {
  let posture: Posture
  let severity: Severity
  /// One for each `TableColumn`.
  let cells: [String]

  init(_ observation: Observation, _ assessment: Assessment) {
    posture = assessment.posture
    severity = assessment.severity
    cells = TableColumn.allCases.map { column in
      TextSanitiser.terminal(column.text(observation, assessment), limit: column.limit)
    }
  }
}

/// A column of the table, in the order of its cases.
enum TableColumn: Int, CaseIterable {
  case target
  case address
  case verdict
  case severity
  case version
  case detail
  case labels

  var title: String {
    switch self {
    case .target: "TARGET"
    case .address: "ADDRESS"
    case .verdict: "VERDICT"
    case .severity: "SEVERITY"
    case .version: "VERSION"
    case .detail: "DETAIL"
    case .labels: "LABELS"
    }
  }

  var limit: Int {
    switch self {
    case .target, .address: 128
    case .verdict, .severity: 32
    case .version: 40
    case .detail, .labels: 200
    }
  }

  /// How narrow a column may become where the terminal is; nil where it keeps its width.
  var narrowest: Int? {
    switch self {
    case .detail, .labels: 12
    case .target: 16
    case .address, .verdict, .severity, .version: nil
    }
  }

  func text(_ observation: Observation, _ assessment: Assessment) -> String {
    switch self {
    case .target: observation.endpoint.target.text
    case .address: observation.endpoint.address.map { "\($0.uriHost):\(observation.endpoint.port)" } ?? "-"
    case .verdict: assessment.verdict.rawValue
    case .severity: assessment.severity.rawValue
    case .version: assessment.version?.gitVersion ?? ""
    case .detail: detail(observation, assessment)
    case .labels: observation.endpoint.target.labels.map(\.text).joined(separator: " ")
    }
  }

  /// The findings, mere information left out, and what went wrong; where there is neither, the status of each answer.
  private func detail(_ observation: Observation, _ assessment: Assessment) -> String {
    let findings = assessment.findings.filter { $0.severity > .info }.map(\.id.rawValue).joined(
      separator: ", ")
    let parts = [Self.other(assessment.component), findings, observation.failureSentence].filter {
      !$0.isEmpty
    }
    guard parts.isEmpty else { return parts.joined(separator: "; ") }
    return observation.responses.map { "\($0.path) \($0.status)" }.joined(separator: ", ")
  }

  /// The component, where it is not the one that a reader expects.
  private static func other(_ component: Component?) -> String {
    component == .kubeAPIServer ? "" : component?.rawValue ?? ""
  }
}
