import Exposure

/// SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format") as code scanning takes it: one run whose rules are
/// the findings, and a result for each finding of each endpoint that the filter admits, the worst first, in target order
/// within a severity; those beyond what a run may hold are counted in a notification.
struct SARIFWriter: DocumentWriter {
  private let settings: DocumentSettings
  private var isOpen = false
  private var isEmpty = true
  private var results: WorstResults

  init(_ settings: DocumentSettings, results: WorstResults = WorstResults()) {
    self.settings = settings
    self.results = results
  }

  mutating func add(_ observation: Observation, _ assessment: Assessment, to bytes: inout [UInt8]) {
    open(&bytes)
    guard settings.filter.admits(observation, assessment) else { return }
    for finding in assessment.findings {
      results.add(finding.severity) { [isUnderPolicy = settings.context.policy != nil] in
        SARIFResult(finding, observation, assessment, isUnderPolicy: isUnderPolicy).value.bytes
      }
    }
  }

  /// How many results are written at once.
  private static let partSize = 500

  mutating func release(to bytes: inout [UInt8]) -> Bool {
    let part = results.takeNext(upTo: Self.partSize)
    for result in part {
      bytes.append(contentsOf: isEmpty ? "\n".utf8 : ",\n".utf8)
      bytes.append(contentsOf: result)
      isEmpty = false
    }
    return !part.isEmpty
  }

  mutating func finish(_ summary: Summary, to bytes: inout [UInt8]) {
    open(&bytes)
    bytes.append(contentsOf: "\n],\"invocations\":".utf8)
    bytes.append(contentsOf: JSONValue.array([invocation(summary)]).bytes)
    bytes.append(contentsOf: ",\"columnKind\":\"unicodeCodePoints\"}]}\n".utf8)
  }

  /// Writes everything before the first result.
  private mutating func open(_ bytes: inout [UInt8]) {
    guard !isOpen else { return }
    isOpen = true
    bytes.append(contentsOf: "{\"$schema\":".utf8)
    bytes.append(contentsOf: JSONValue.string(Self.schema).bytes)
    bytes.append(contentsOf: ",\"version\":\"2.1.0\",\"runs\":[{\"tool\":".utf8)
    bytes.append(contentsOf: tool.bytes)
    bytes.append(contentsOf: ",\"taxonomies\":".utf8)
    bytes.append(contentsOf: SARIFTaxonomies.value.bytes)
    bytes.append(contentsOf: ",\"results\":[".utf8)
  }

  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  private var tool: JSONValue {
    var driver: [(name: String, value: JSONValue)] = [
      ("name", "apiexpose"),
      ("informationUri", "https://github.com/apiexpose/apiexpose"),
      ("rules", .array(FindingID.allCases.map { SARIFRule($0).value })),
      ("notifications", .array([LeftOutResults.descriptor, StaleKnowledge.descriptor])),
      ("supportedTaxonomies", SARIFTaxonomies.supported),
    ]
    if !settings.context.toolVersion.isEmpty {
      driver.insert(("version", .string(settings.context.toolVersion)), at: 1)
    }
    return ["driver": .object(driver)]
  }

  private func invocation(_ summary: Summary) -> JSONValue {
    var members: [(name: String, value: JSONValue)] = [("executionSuccessful", true)]
    if let period = summary.period {
      members.append(("startTimeUtc", .string(Timestamp.text(period.start))))
      members.append(("endTimeUtc", .string(Timestamp.text(period.end))))
    }
    let notifications = [
      LeftOutResults(results.leftOut)?.value,
      settings.context.staleKnowledge.map { StaleKnowledge($0).value },
    ].compactMap { $0 }
    if !notifications.isEmpty { members.append(("toolExecutionNotifications", .array(notifications))) }
    return .object(members)
  }
}
