import Exposure

/// A column of the table: one of its own, or one of the CSV.
public enum TableColumn: Sendable, Hashable {
  /// What the user wrote.
  case target
  /// Address and port.
  case address
  /// The headline.
  case verdict
  /// The highest severity among verdict and findings.
  case severity
  /// What the policy accepts of it, until when, and that it is not as the policy expects.
  case policy
  /// The release that the server says it is.
  case version
  /// What was seen, in words, the most important first.
  case detail
  /// The labels behind the target.
  case labels
  /// A column of the CSV.
  case csv(Column)

  /// The table's own columns in their usual order.
  static let usual: [TableColumn] = [
    .target, .address, .verdict, .severity, .policy, .version, .detail, .labels,
  ]

  /// The columns of `--format wide`.
  static let wide: [TableColumn] = [
    .target, .address, .verdict, .severity, .policy, .version, .csv(.component), .csv(.clusterIdentifier),
    .csv(.distribution), .csv(.releaseEndOfLife), .csv(.tlsVersion), .csv(.certificateNotAfter),
    .csv(.latency),
    .detail, .csv(.cves), .csv(.controls), .csv(.reason), .csv(.remedy), .labels,
  ]

  /// The names of the table's own columns: `target, address, ...`.
  public static let ownNames = usual.map(\.name).joined(separator: ", ")

  /// The names of all columns.
  public static let allNames = usual.map(\.name) + Column.allCases.map(\.name)

  /// The column of this name; nil if there is none.
  public init?(name: String) {
    if let own = Self.usual.first(where: { $0.name == name }) {
      self = own
    } else if let column = Column(rawValue: name) {
      self = .csv(column)
    } else {
      return nil
    }
  }

  /// Its name, in snake case.
  public var name: String {
    switch self {
    case .target: "target"
    case .address: "address"
    case .verdict: "verdict"
    case .severity: "severity"
    case .policy: "policy"
    case .version: "version"
    case .detail: "detail"
    case .labels: "labels"
    case .csv(let column): column.name
    }
  }

  private var isOfCSV: Bool { if case .csv = self { true } else { false } }

  /// What stands above it.
  var title: String { name.uppercased().split(separator: "_").joined(separator: " ") }

  /// How narrow it may become where the terminal is; nil where it keeps its width.
  var narrowest: Int? {
    switch self {
    case .target: 14
    case .verdict, .detail: 16
    case .version: 8
    case .policy: 10
    case .labels: 12
    case .severity, .address: nil
    case .csv: 12
    }
  }

  /// How much of a text is kept in Unicode scalars; `wide`, and a column of the CSV in a pipe,
  /// cut nothing that the CSV does not cut.
  private var limit: Int {
    switch self {
    case .target: 300
    case .address: 128
    case .verdict, .severity: 32
    case .policy: 64
    case .version: 40
    case .detail, .labels, .csv: 200
    }
  }

  /// The cell of an endpoint, safe for a terminal.
  func text(
    _ observation: Observation, _ assessment: Assessment, facts: [String], _ settings: TableSettings
  ) -> String {
    let text =
      switch self {
      case .target: observation.endpoint.target.text
      case .address: observation.endpoint.address.map { "\($0.uriHost):\(observation.endpoint.port)" } ?? "-"
      case .verdict: assessment.verdict.rawValue
      case .severity: assessment.severity.rawValue
      case .policy: AcceptanceText.cell(assessment).first ?? ""
      case .version: assessment.version?.gitVersion ?? ""
      case .detail: facts.joined(separator: ", ")
      case .labels: observation.endpoint.target.labels.map(\.text).joined(separator: " ")
      case .csv(let column): column.value(observation, assessment).plain
      }
    let isWhole = settings.isWide || isOfCSV && settings.style.width == nil
    return settings.style.glyphs.text(
      TextSanitiser.terminal(text, limit: isWhole ? CellLimit.list : limit))
  }
}

extension CellValue {
  /// The value as text, before it is made safe.
  var plain: String {
    switch self {
    case .unknown: ""
    case .number(let number): String(number)
    case .time(let date): Timestamp.text(date)
    case .word(let word): word
    case .address(let address): address.description
    case .text(let text, let limit): TextSanitiser.cut(text, limit: limit)
    }
  }
}
