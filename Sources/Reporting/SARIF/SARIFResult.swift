import Exposure
import Targets

/// One finding of one endpoint as a result of SARIF (§3.27).
struct SARIFResult {
  private let finding: Finding
  private let observation: Observation
  private let assessment: Assessment
  private let isUnderPolicy: Bool

  /// A result.
  /// - Parameter isUnderPolicy: Whether a policy was applied: results without a suppression say so then, because either
  ///   all results of a run tell their suppressions or none does (§3.27.23).
  init(_ finding: Finding, _ observation: Observation, _ assessment: Assessment, isUnderPolicy: Bool = false)
  {
    self.isUnderPolicy = isUnderPolicy
    self.finding = finding
    self.observation = observation
    self.assessment = assessment
  }

  /// How much of the evidence a result carries, in Unicode scalars.
  private static let longestEvidence = 1024

  var value: JSONValue {
    var members: [(name: String, value: JSONValue)] = [
      ("ruleId", .string(finding.id.rawValue)),
      ("ruleIndex", .number(Int64(SARIFRule.index(of: finding.id) ?? -1))),
      ("level", .string(finding.severity.level)),
      ("message", ["text": .string(message)]),
      ("locations", [location]),
      (
        "partialFingerprints",
        [
          "endpointFinding/v1": .string(fingerprint),
          // The only one that GitHub compares; by itself it would hash lines of a file, and there is none.
          "primaryLocationLineHash": .string(Self.hash(fingerprint) + ":1"),
        ]
      ),
      ("taxa", SARIFTaxonomies.references(controls)),
    ]
    if isUnderPolicy { members.append(("suppressions", suppressions)) }
    members.append(("properties", .object(properties)))
    return .object(members)
  }

  /// What is accepted is suppressed outside of the sources, by somebody who has reviewed it (SARIF §3.35).
  private var suppressions: JSONValue {
    guard let exception = assessment.acceptance(of: finding.id)?.exception else { return .array([]) }
    let text = "Until \(exception.expires): \(AcceptanceText.justification(exception))"
    return [
      [
        "kind": "external", "status": "accepted",
        "justification": .string(TextSanitiser.terminal(text, limit: Self.longestEvidence)),
      ]
    ]
  }

  private var controls: [Control] { ControlCatalogue.builtIn.controls(of: finding.id, in: assessment) }

  private var endpoint: Endpoint { observation.endpoint }

  /// The same endpoint and finding in every scan, whatever the labels, the order and the evidence are.
  private var fingerprint: String {
    let name = endpoint.target.serverName.map { "\(TextSanitiser.terminal($0))/" } ?? ""
    let prefix = TextSanitiser.terminal(endpoint.target.pathPrefix)
    return
      "\(finding.id.rawValue) \(endpoint.transport.rawValue) \(name)\(TextSanitiser.terminal(endpoint.description))\(prefix)"
  }

  private var message: String {
    let target = endpoint.target.text
    let named = target == endpoint.description || target == endpoint.address?.uriHost ? "" : " (\(target))"
    let title = FindingHelp.title(of: finding.id)
    return Self.literal(
      "\(TextSanitiser.terminal(endpoint.description))\(TextSanitiser.terminal(named)): \(title). \(detail)")
  }

  private var detail: String {
    switch finding.id {
    case .anonymousVersion:
      "gitVersion is \(TextSanitiser.terminal(assessment.version?.gitVersion ?? "unknown"))."
    case .anonymousHealth, .healthDetails, .anonymousResources, .clusterInfo, .insecurePort,
      .endOfLifeRelease,
      .knownVulnerabilities, .internalNames, .startTime, .recentRestart, .certificateExpired,
      .certificateExpiring, .weakTLS, .inconsistentControlPlane, .plaintextHTTP, .kubeletAnonymous,
      .kubeletReadOnlyPort, .etcdOpen, .ignitionOpen, .kubectlProxy, .componentMetrics, .unexpectedPosture:
      TextSanitiser.terminal(finding.evidence, limit: 300)
    }
  }

  /// The path that showed it, for the findings that one path shows.
  private var path: String {
    switch finding.id {
    case .anonymousVersion, .endOfLifeRelease, .knownVulnerabilities: ProbePath.version.rawValue
    case .anonymousHealth, .healthDetails: ProbePath.healthz.rawValue
    case .kubeletAnonymous, .kubeletReadOnlyPort: "/pods"
    case .etcdOpen: ProbePath.version.rawValue
    case .ignitionOpen: "/config/worker"
    case .kubectlProxy: "/api"
    case .componentMetrics: "/metrics"
    case .anonymousResources, .clusterInfo, .insecurePort, .internalNames, .startTime, .recentRestart,
      .certificateExpired, .certificateExpiring, .weakTLS, .inconsistentControlPlane, .plaintextHTTP,
      .unexpectedPosture:
      "/"
    }
  }

  /// A path in the repository that the run is uploaded for: code scanning rejects a run with a URI of another scheme than
  /// that of its checkout, which is `file` (GitHub Docs, "SARIF support for code scanning", source file locations).
  private var location: JSONValue {
    let host = endpoint.target.serverName ?? endpoint.address?.description ?? "unknown"
    let uri = "targets/\(PercentEncoding.segment(host))/\(endpoint.port)\(prefix)"
    return [
      // Boards ask for a line, though an endpoint has none.
      "physicalLocation": ["artifactLocation": ["uri": .string(uri)], "region": ["startLine": 1]],
      "logicalLocations": [
        [
          "name": .string(TextSanitiser.terminal(endpoint.description)),
          "fullyQualifiedName": .string(
            "\(TextSanitiser.terminal(endpoint.target.text)) \(TextSanitiser.terminal(endpoint.description))"),
          "kind": "resource",
        ]
      ],
    ]
  }

  /// The path below which the target is asked, for a URI.
  private var prefix: String {
    endpoint.target.pathPrefix.split(separator: "/").map { "/" + PercentEncoding.segment(String($0)) }
      .joined()
  }

  /// Where it was seen.
  private var url: String {
    let scheme = endpoint.transport == .tls ? "https" : "http"
    let host = endpoint.target.serverName ?? endpoint.address?.uriHost ?? ""
    return "\(scheme)://\(PercentEncoding.host(host)):\(endpoint.port)\(prefix)\(path)"
  }

  private var properties: [(name: String, value: JSONValue)] {
    var properties: [(name: String, value: JSONValue)] = [
      ("severity", .string(finding.severity.rawValue)),
      ("verdict", .string(assessment.verdict.rawValue)),
      ("posture", .string(assessment.posture.rawValue)),
      ("target", .string(TextSanitiser.terminal(endpoint.target.text))),
      ("url", .string(url)),
      ("scannedAt", .string(Timestamp.text(observation.scannedAt))),
      ("evidence", .string(TextSanitiser.terminal(finding.evidence, limit: Self.longestEvidence))),
    ]
    let controls = controls
    if !controls.isEmpty { properties.append(("tags", .array(controls.map { .string($0.id) }))) }
    if let component = assessment.component { properties.append(("component", .string(component.rawValue))) }
    if let address = endpoint.address { properties.append(("address", .string(address.description))) }
    if !endpoint.target.labels.isEmpty {
      properties.append(
        ("labels", .array(endpoint.target.labels.map { .string(TextSanitiser.terminal($0.text)) })))
    }
    return properties
  }

  /// A message's text in which nothing is a link or a placeholder (SARIF §3.11.5, §3.11.6).
  private static func literal(_ text: String) -> String {
    var literal = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "[", "]", "\\": literal.append("\\")
      case "{", "}": literal.append(scalar)
      default: break
      }
      literal.append(scalar)
    }
    return String(literal)
  }

  /// FNV-1a with 64 bits: short, and the same on every machine.
  private static func hash(_ text: String) -> String {
    let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
