import Exposure

/// What the table keeps of an endpoint: its cells, safe for a terminal and bounded, a few hundred bytes at most.
struct TableRow: Sendable {
  /// Where it stands.
  let key: TableKey
  let verdict: Verdict
  let severity: Severity
  /// One for each column.
  let cells: [String]
  /// What the detail is made of.
  let facts: [String]
  /// What the policy accepts, in full and shorter; empty where nothing.
  let policy: [String]
  /// What the target alone does not say.
  let address: AddressNeed

  /// Whether the address says more than the target.
  enum AddressNeed {
    /// The target is the address, port and all.
    case none
    /// The target is a name, or a port was not written.
    case useful
    /// The target is a block or a range: without the address nobody knows which endpoint it is.
    case essential
  }

  /// The most facts that a row keeps.
  private static let mostFacts = 12

  init(
    _ observation: Observation, _ assessment: Assessment, key: TableKey, columns: [TableColumn],
    _ settings: TableSettings
  ) {
    self.key = key
    verdict = assessment.verdict
    severity = assessment.severity
    policy = AcceptanceText.cell(assessment)
    facts = EndpointFacts.facts(observation, assessment).prefix(Self.mostFacts).map { fact in
      settings.style.glyphs.text(TextSanitiser.terminal(fact, limit: settings.isWide ? CellLimit.list : 200))
    }
    cells = columns.map { [facts] column in
      column.text(observation, assessment, facts: facts, settings)
    }
    address = Self.need(observation)
  }

  private static func need(_ observation: Observation) -> AddressNeed {
    let endpoint = observation.endpoint
    guard let address = endpoint.address else { return .none }
    let text = endpoint.target.text
    let withPort = "\(address.uriHost):\(endpoint.port)"
    if text == withPort || text.hasSuffix("//\(withPort)") { return .none }
    let isOne = endpoint.target.serverName != nil || text == address.description || text == address.uriHost
    return isOne ? .useful : .essential
  }
}
