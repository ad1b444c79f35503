import Exposure

/// What a line of JSON Lines says beyond the observation, for readers with `jq`, under the names of the CSV:
/// everything here follows from the observation and is not read back.
struct JudgementRecord {
  let observation: Observation
  let assessment: Assessment

  /// Writes the members into the object that is open.
  func writeMembers(to json: inout JSONText) {
    json.member(Column.verdict, assessment.verdict)
    json.member(Column.posture, assessment.posture)
    json.member(Column.severity, assessment.severity)
    json.member(Column.findings, assessment.findings)
    json.member("signs", assessment.signs)
    json.member(Column.component, assessment.component)
    writeAnswers(to: &json)
    writeTLS(to: &json)
    let failure = observation.failureSentence
    json.member(
      Column.error, failure.isEmpty ? nil : TextSanitiser.cut(failure, limit: CellLimit.error))
  }

  private func writeAnswers(to json: inout JSONText) {
    let healthz = observation.response(to: .healthz)
    let version = assessment.version
    json.member(Column.versionStatus, observation.response(to: .version)?.status)
    json.member(Column.healthzStatus, healthz?.status)
    json.member(Column.healthzBody, healthz.map { TextSanitiser.cut($0.body, limit: CellLimit.body) })
    json.member(Column.gitVersion, version?.gitVersion)
    json.member(Column.gitCommit, version?.gitCommit)
    json.member(Column.buildDate, version?.buildDate)
    json.member(Column.goVersion, version?.goVersion)
    json.member(Column.platform, version?.platform)
    json.member(Column.distribution, assessment.distribution)
    json.member(Column.releaseEndOfLife, assessment.releaseEndOfLife.map(Timestamp.day))
    if !assessment.vulnerabilities.isEmpty { json.member(Column.cves, assessment.vulnerabilities) }
    json.member(Column.serverStartedAt, assessment.serverStartedAt.map(Timestamp.text))
  }

  private func writeTLS(to json: inout JSONText) {
    guard let tls = observation.tls else { return }
    json.member(Column.tlsVersion, tls.version)
    json.member(Column.certificateSubject, tls.certificate?.subject)
    json.member(Column.certificateIssuer, tls.certificate?.issuer)
    json.member(Column.certificateNotAfter, tls.certificate?.notAfter.map(Timestamp.text))
    json.member(Column.certificateNames, tls.certificate?.names)
    json.member(Column.clientCANames, tls.clientCANames)
  }
}

extension RecognisedDistribution: JSONWritable {
  func write(to json: inout JSONText) {
    json.object { json in
      json.member("id", id)
      json.member("name", name)
      json.member("confidence", confidence)
      json.member("evidence", evidence)
      if let authorityMadeAt { json.member("authority_made_at", Timestamp.text(authorityMadeAt)) }
    }
  }
}
