import Exposure

/// SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"): one run whose rules are the findings, and a result
/// for each finding of each endpoint that the filter admits, written as it comes.
struct SARIFWriter: DocumentWriter {
  private let settings: DocumentSettings
  private var period: ScanPeriod?
  private var isOpen = false
  private var results = 0

  init(_ settings: DocumentSettings) {
    self.settings = settings
  }

  mutating func add(_ observation: Observation, _ assessment: Assessment, to bytes: inout [UInt8]) {
    open(&bytes)
    period.include(observation)
    guard settings.filter.admits(assessment) else { return }
    for finding in assessment.findings {
      bytes.append(contentsOf: results == 0 ? "\n".utf8 : ",\n".utf8)
      bytes.append(contentsOf: SARIFResult(finding, observation, assessment).value.bytes)
      results += 1
    }
  }

  mutating func finish(_ summary: Summary, to bytes: inout [UInt8]) {
    open(&bytes)
    bytes.append(contentsOf: "\n],\"invocations\":".utf8)
    bytes.append(contentsOf: JSONValue.array([invocation]).bytes)
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
    bytes.append(contentsOf: ",\"results\":[".utf8)
  }

  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  private var tool: JSONValue {
    var driver: [(name: String, value: JSONValue)] = [
      ("name", "apiexpose"),
      ("informationUri", "https://github.com/apiexpose/apiexpose"),
      ("rules", .array(FindingID.allCases.map { SARIFRule($0).value })),
    ]
    if !settings.context.toolVersion.isEmpty {
      driver.insert(("version", .string(settings.context.toolVersion)), at: 1)
    }
    return ["driver": .object(driver)]
  }

  private var invocation: JSONValue {
    guard let period else { return ["executionSuccessful": true] }
    return [
      "executionSuccessful": true,
      "startTimeUtc": .string(Timestamp.text(period.start)),
      "endTimeUtc": .string(Timestamp.text(period.end)),
    ]
  }
}
