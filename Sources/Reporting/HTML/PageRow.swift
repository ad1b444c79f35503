import Exposure
import Targets

/// What the page knows of one endpoint: its cells and its evidence, sanitised and bounded, a few kilobytes at most.
struct PageRow {
  /// How much of a body a row opens to, in Unicode scalars.
  static let longestBody = 2048
  /// How many header fields of an answer a row opens to.
  static let headerLimit = 20
  /// How many names of a certificate a row opens to.
  static let nameLimit = 60

  private let observation: Observation
  private let assessment: Assessment
  private let change: ChangeGroup?

  init(_ observation: Observation, _ assessment: Assessment, _ change: ChangeGroup? = nil) {
    self.observation = observation
    self.assessment = assessment
    self.change = change
  }

  private typealias Members = [(name: String, value: JSONValue)]

  /// The row as the page's script takes it.
  var value: JSONValue {
    let endpoint = observation.endpoint
    let (place, target) = (PageText.line(endpoint.description), PageText.line(endpoint.target.text))
    var members: Members = [
      ("endpoint", .string(place)),
      ("target", .string(target)),
      ("verdict", .string(assessment.verdict.rawValue)),
      ("posture", .string(assessment.posture.rawValue)),
      ("severity", .string(assessment.severity.rawValue)),
      ("scannedAt", .string(Timestamp.text(observation.scannedAt))),
    ]
    if let change { members.append(("change", .string(change.rawValue))) }
    if !PageText.says(target, place) { members.append(("place", .string(place))) }
    if !endpoint.target.labels.isEmpty {
      members.append(
        ("labels", .array(endpoint.target.labels.map { .array([line($0.key), line($0.value)]) })))
    }
    if let seen = observation.seen {
      members.append(("firstSeen", .string(Timestamp.text(seen.firstSeen))))
      members.append(("lastChanged", .string(Timestamp.text(seen.lastChanged))))
    }
    add("component", assessment.component?.rawValue, to: &members)
    add("version", assessment.version?.gitVersion, to: &members)
    add("distribution", assessment.distribution?.name, to: &members)
    add("endOfLife", assessment.releaseEndOfLife.map(Timestamp.day), to: &members)
    add("startedAt", assessment.serverStartedAt.map(Timestamp.text), to: &members)
    if !assessment.vulnerabilities.isEmpty {
      members.append(("vulnerabilities", list(assessment.vulnerabilities)))
    }
    add("reason", SeverityReason.sentence(observation, assessment), limit: CellLimit.sentence, to: &members)
    add("remedy", FirstRemedy.sentence(observation, assessment), limit: CellLimit.sentence, to: &members)
    add("accepted", AcceptanceText.text(assessment), limit: CellLimit.sentence, to: &members)
    if !assessment.controls.isEmpty { members.append(("controls", list(assessment.controls.map(\.id)))) }
    add("error", observation.failureSentence, to: &members)
    if let latency = observation.latency { members.append(("latency", .number(latency.wholeMilliseconds))) }
    if !assessment.findings.isEmpty { members.append(("findings", .array(assessment.findings.map(finding)))) }
    if !observation.responses.isEmpty {
      members.append(("answers", .array(observation.responses.map(answer))))
    }
    if let tls = observation.tls { add(tls, to: &members) }
    return .object(members)
  }

  private func finding(_ finding: Finding) -> JSONValue {
    [
      "id": .string(finding.id.rawValue), "severity": .string(finding.severity.rawValue),
      "evidence": .string(PageText.lines(finding.evidence, limit: 1024)),
    ]
  }

  private func answer(_ response: Response) -> JSONValue {
    let headers = response.headers.prefix(Self.headerLimit).map { field in
      JSONValue.array([line(field.name), line(field.value)])
    }
    return [
      "path": line(response.path), "status": .number(Int64(response.status)), "headers": .array(headers),
      "body": .string(PageText.lines(response.body, limit: Self.longestBody)),
    ]
  }

  private func add(_ tls: TLSFacts, to members: inout Members) {
    add("tls", [tls.version?.rawValue, tls.cipher].compactMap(\.self).joined(separator: " "), to: &members)
    if !tls.clientCANames.isEmpty {
      members.append(("clientAuthorities", names(tls.clientCANames)))
    }
    guard let certificate = tls.certificate else { return }
    var facts: Members = []
    add("subject", certificate.subject, to: &facts)
    add("issuer", certificate.issuer, to: &facts)
    add("notBefore", certificate.notBefore.map(Timestamp.text), to: &facts)
    add("notAfter", certificate.notAfter.map(Timestamp.text), to: &facts)
    add("fingerprint", certificate.fingerprint, to: &facts)
    if !certificate.names.isEmpty {
      facts.append(("names", names(certificate.names)))
    }
    members.append(("certificate", .object(facts)))
  }

  private func add(_ name: String, _ text: String?, limit: Int = 256, to members: inout Members) {
    guard let text, !text.isEmpty else { return }
    members.append((name, .string(PageText.line(text, limit: limit))))
  }

  private func line(_ text: String) -> JSONValue { .string(PageText.line(text)) }

  /// At most `nameLimit` names, and how many there are beyond.
  private func names(_ names: [String]) -> JSONValue {
    let rest = names.count - Self.nameLimit
    return list(names.prefix(Self.nameLimit) + (rest > 0 ? ["… and \(grouped(rest)) more"] : []))
  }

  private func list(_ texts: [String]) -> JSONValue { .array(texts.map(line)) }
}
