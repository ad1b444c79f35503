import Exposure
import PortableFoundation
import Targets

/// One line of JSON Lines, schema 2: all facts of an endpoint, so that it can be judged again later. Schema 1, of releases
/// before 0.2.0, holds the same facts under other judgements, and is read too. Beside the facts stand the other columns of
/// the CSV under their names; they follow from the facts and are not read back.
///
/// Lists are arrays. Labels are an array of `{key, value}` and headers of `{name, value}`, because order and
/// repeated names count. Unknown is an absent key. Times are whole seconds, `latency_ms` whole milliseconds.
struct ObservationLine: Sendable {
  static let currentSchema = 2
  /// The schemas that are read.
  static let knownSchemas = 1...currentSchema

  /// The facts; its endpoint counts only for writing.
  private(set) var facts: Observation
  /// What the facts mean; nil where a line is read.
  private let assessment: Assessment?
  /// The part of the list that the line belongs to; nil where the list was scanned as a whole.
  private(set) var shard: ShardRecord?

  // The endpoint, whose parts are read one by one.
  private var target: String
  private var serverName: String?
  private var pathPrefix: String?
  private var labels: [Label]
  private var address: IPAddress?
  private var port: UInt16
  private var position: Int64?
  private var transport: Transport
  private var firstSeen: Date?
  private var lastChanged: Date?

  /// The line of an endpoint.
  /// - Parameter part: The part of a list that is scanned; nil where it is the whole, and where results are read back.
  init(_ observation: Observation, _ assessment: Assessment?, of part: ScannedPart? = nil) {
    facts = observation
    self.assessment = assessment
    let endpoint = observation.endpoint
    target = endpoint.target.text
    serverName = endpoint.target.serverName
    pathPrefix = endpoint.target.pathPrefix.isEmpty ? nil : endpoint.target.pathPrefix
    labels = endpoint.target.labels
    address = endpoint.address
    port = endpoint.port
    position = endpoint.place.map { Int64(clamping: $0.position) }
    transport = endpoint.transport
    firstSeen = observation.seen?.firstSeen
    lastChanged = observation.seen?.lastChanged
    shard = endpoint.place?.part.map(ShardRecord.init)
    if let part {
      shard?.endpoints = part.endpoints.map { Int64(clamping: $0) }
      shard?.hasEndRecord = true
    }
  }

  /// The observation that was read.
  func observation() throws -> Observation {
    var observation = facts
    observation.endpoint = Endpoint(
      target: Target(
        text: target, serverName: serverName, pathPrefix: pathPrefix ?? "",
        proxy: Target.proxy(behind: target), labels: labels),
      address: address, port: port, transport: transport, place: try place())
    if let firstSeen, let lastChanged {
      observation.seen = SeenTimes(firstSeen: firstSeen, lastChanged: lastChanged)
    }
    return observation
  }

  private func place() throws -> ListPlace? {
    guard let position else { return nil }
    guard let number = UInt64(exactly: position) else {
      throw JSONFault(field: "position", text: "\(position)")
    }
    return ListPlace(position: number, part: try shard?.part())
  }
}

extension ObservationLine: JSONReadable {
  static let blank = ObservationLine(
    Observation(
      endpoint: Endpoint(target: Target(text: ""), address: nil, port: 0, transport: .tls),
      scannedAt: Timestamp.epoch, connection: .connected), nil)

  /// In the order of the CSV's columns, then the facts that have none.
  static let fields = endpointFields + judgementFields + factFields

  /// The most bytes of a target, of its name, and of all its labels: a line of a list, of which every byte may be no UTF-8 and be shown
  /// as U+FFFD, which has three.
  static let longestEntry = 3 * TargetLine.longestLine

  private static func checkLength(_ bytes: Int) throws(ImpossibleValue) {
    guard bytes <= longestEntry else {
      throw ImpossibleValue(text: "\(bytes) bytes, of at most \(longestEntry)")
    }
  }

  private static let endpointFields: [JSONField<ObservationLine>] = [
    .required(
      "schema", { _ in currentSchema },
      { _, schema in
        guard knownSchemas.contains(schema) else { throw ImpossibleValue(text: "\(schema)") }
      }),
    .required(
      "scanned_at", { Timestamp.text($0.facts.scannedAt) },
      { line, text in
        guard let date = Timestamp.date(text) else { throw ImpossibleValue(text: text) }
        line.facts.scannedAt = date
      }),
    .required(
      "target", { $0.target },
      { line, target in
        try checkLength(target.utf8.count)
        line.target = target
      }),
    .objects(
      "labels", { $0.labels },
      { line, labels in
        try checkLength(labels.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count })
        line.labels = labels
      }),
    .optional(
      "address", { $0.address?.description },
      { line, text in
        guard let address = IPAddress(text) else { throw ImpossibleValue(text: text) }
        line.address = address
      }),
    .required(
      "port", { Int($0.port) },
      { line, number in
        guard let port = UInt16(exactly: number), port > 0 else { throw ImpossibleValue(text: "\(number)") }
        line.port = port
      }),
  ]

  private static let factFields: [JSONField<ObservationLine>] = [
    .optional(
      "latency_ms", { $0.facts.latency?.wholeMilliseconds },
      { line, latency in
        guard latency >= 0 else { throw ImpossibleValue(text: "\(latency)") }
        line.facts.latency = .milliseconds(latency)
      }),
    // Absent in lines of releases that did not keep it.
    .optional(
      "elapsed_ms", { $0.facts.elapsed?.wholeMilliseconds },
      { line, elapsed in
        guard elapsed >= 0 else { throw ImpossibleValue(text: "\(elapsed)") }
        line.facts.elapsed = .milliseconds(elapsed)
      }),
    .required(
      "attempts", { $0.facts.attempts },
      { line, attempts in
        guard attempts >= 0 else { throw ImpossibleValue(text: "\(attempts)") }
        line.facts.attempts = attempts
      }),
    .optional(
      "server_name", { $0.serverName },
      { line, name in
        try checkLength(name.utf8.count)
        line.serverName = name
      }),
    .optional(
      "path_prefix", { $0.pathPrefix },
      { line, prefix in
        guard Target.isPathPrefix(prefix) else { throw ImpossibleValue(text: prefix) }
        line.pathPrefix = prefix
      }),
    // Absent where no history was kept.
    .time(Column.firstSeen.name, { $0.firstSeen }, { $0.firstSeen = $1 }),
    .time(Column.lastChanged.name, { $0.lastChanged }, { $0.lastChanged = $1 }),
    .optional("position", { $0.position }, { $0.position = $1 }),
    .optionalObject("shard", { $0.shard }, { $0.shard = $1 }),
    .required("target_transport", { $0.transport }, { $0.transport = $1 }),
    .required("transport", { $0.facts.transport }, { $0.facts.transport = $1 }),
    .object(
      "connection", { OutcomeRecord($0.facts.connection) },
      { $0.facts.connection = try $1.connectionOutcome() }),
    .optionalObject("tls", { $0.facts.tls }, { $0.facts.tls = $1 }),
    .objects("responses", { $0.facts.responses }, { $0.facts.responses = $1 }),
    .objects("unanswered", { $0.facts.unanswered }, { $0.facts.unanswered = $1 }),
    // Absent in lines of releases that did not ask for it.
    .optionalObject(
      "loopback_certificate", { $0.facts.loopbackCertificate }, { $0.facts.loopbackCertificate = $1 }),
    .objects(
      "access", leftOutWhereEmpty: true, { $0.facts.accessAnswers }, { $0.facts.accessAnswers = $1 }),
    .objects(
      "component_answers", leftOutWhereEmpty: true, { $0.facts.componentAnswers },
      { $0.facts.componentAnswers = $1 }),
    // Absent where no proxy was used.
    .optionalObject("proxy", { $0.facts.proxy }, { $0.facts.proxy = $1 }),
  ]

  /// What a line says beyond the facts, for readers with `jq`.
  private static let judgementFields: [JSONField<ObservationLine>] =
    conclusionFields + answerFields + certificateFields + [
      .written(.error) { line in
        let failure = line.facts.failureSentence
        return failure.isEmpty ? nil : TextSanitiser.cut(failure, limit: CellLimit.error)
      }
    ]

  private static let conclusionFields: [JSONField<ObservationLine>] = [
    .written(.verdict) { $0.assessment?.verdict },
    .written(.posture) { $0.assessment?.posture },
    .written(.severity) { $0.assessment?.severity },
    .written(objects: .findings) { $0.assessment?.findings },
    .written("signs") { $0.assessment?.signs },
    .written(.component) { $0.assessment?.component },
    .written(.clusterIdentifier) { line in
      line.assessment.flatMap { ClusterIdentifier.text(line.facts, $0) }
    },
    .written(.controls) { line in
      line.assessment.flatMap { assessment in
        let controls = assessment.controls
        return controls.isEmpty ? nil : controls.map(\.id)
      }
    },
    .written(.reason) { line in
      line.assessment.map {
        TextSanitiser.cut(SeverityReason.sentence(line.facts, $0), limit: CellLimit.sentence)
      }
    },
    .written(.remedy) { line in
      line.assessment.flatMap { FirstRemedy.sentence(line.facts, $0) }
        .map { TextSanitiser.cut($0, limit: CellLimit.sentence) }
    },
    .written(.confidence) { $0.assessment?.versionConfidence },
    .written(objects: .accepted) { line in
      line.assessment?.policy.flatMap { $0.acceptances.isEmpty ? nil : $0.acceptances }
    },
  ]

  private static let answerFields: [JSONField<ObservationLine>] = [
    .written(.versionStatus) { $0.facts.response(to: .version)?.status },
    .written(.healthzStatus) { $0.facts.response(to: .healthz)?.status },
    .written(.healthzBody) { line in
      line.facts.response(to: .healthz).map { TextSanitiser.cut($0.body, limit: CellLimit.body) }
    },
    .written(.gitVersion) { $0.assessment?.version?.gitVersion },
    .written(.gitCommit) { $0.assessment?.version?.gitCommit },
    .written(.buildDate) { $0.assessment?.version?.buildDate },
    .written(.goVersion) { $0.assessment?.version?.goVersion },
    .written(.platform) { $0.assessment?.version?.platform },
    .written(object: .distribution) { $0.assessment?.distribution },
    .written(.releaseEndOfLife) { $0.assessment?.releaseEndOfLife.map(Timestamp.day) },
    .written(.cves) { line in
      line.assessment.flatMap { $0.vulnerabilities.isEmpty ? nil : $0.vulnerabilities }
    },
    .written(.serverStartedAt) { $0.assessment?.serverStartedAt.map(Timestamp.text) },
  ]

  private static let certificateFields: [JSONField<ObservationLine>] = [
    .written(.tlsVersion) { $0.facts.tls?.version },
    .written(.certificateSubject) { $0.facts.tls?.certificate?.subject },
    .written(.certificateIssuer) { $0.facts.tls?.certificate?.issuer },
    .written(.certificateNotAfter) { $0.facts.tls?.certificate?.notAfter.map(Timestamp.text) },
    .written(.certificateNames) { $0.facts.tls?.certificate?.names },
    .written(.clientCANames) { $0.facts.tls?.clientCANames },
  ]
}
