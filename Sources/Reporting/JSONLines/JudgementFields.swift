import Exposure

// What follows from the facts of an endpoint: written for readers with `jq`, and not read back.

extension Finding: JSONObject {
  static let fields: [JSONField<Finding>] = [
    .written("id") { $0.id }, .written(.severity) { $0.severity }, .written("evidence") { $0.evidence },
  ]
}

extension RecognisedDistribution: JSONObject {
  static let fields: [JSONField<RecognisedDistribution>] = [
    .written("id") { $0.id }, .written("name") { $0.name }, .written("confidence") { $0.confidence },
    .written("evidence") { $0.evidence },
    .written("authority_made_at") { $0.authorityMadeAt.map(Timestamp.text) },
  ]
}

extension Acceptance: JSONObject {
  static let fields: [JSONField<Acceptance>] = [
    .written("finding") { $0.finding }, .written("verdict") { $0.verdict },
    .written("reason") { $0.exception.reason }, .written("owner") { $0.exception.owner },
    .written("ticket") { $0.exception.ticket }, .written("expires") { $0.exception.expires.description },
  ]
}
