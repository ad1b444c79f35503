import Exposure
import Targets

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A fact in a line that cannot be one.
struct RecordFault: Error, CustomStringConvertible {
  var field: String
  var text: String

  var description: String { "\(field) cannot be \"\(TextSanitiser.terminal(text, limit: 60))\"" }
}

extension JSONLinesRecord {
  init(_ observation: Observation) {
    scannedAt = Timestamp.text(observation.scannedAt)
    target = observation.endpoint.target.text
    serverName = observation.endpoint.target.serverName
    labels = observation.endpoint.target.labels
    address = observation.endpoint.address?.description
    port = Int(observation.endpoint.port)
    position = observation.endpoint.place.map { Int64(clamping: $0.position) }
    shard = observation.endpoint.place?.part.map(ShardRecord.init)
    targetTransport = observation.endpoint.transport
    transport = observation.transport
    connection = OutcomeRecord(observation.connection)
    latency = observation.latency?.wholeMilliseconds
    attempts = observation.attempts
    tls = observation.tls.map(TLSRecord.init)
    responses = observation.responses.map(ResponseRecord.init)
    unanswered = observation.unanswered
    loopbackCertificate = observation.loopbackCertificate.map(CertificateRecord.init)
    access = observation.accessAnswers.isEmpty ? nil : observation.accessAnswers.map(AccessRecord.init)
  }

  func observation() throws -> Observation {
    guard let scannedAt = Timestamp.date(scannedAt) else {
      throw RecordFault(field: "scanned_at", text: scannedAt)
    }
    guard let port = UInt16(exactly: port), port > 0 else {
      throw RecordFault(field: "port", text: "\(self.port)")
    }
    guard attempts >= 0 else { throw RecordFault(field: "attempts", text: "\(attempts)") }
    if let latency, latency < 0 { throw RecordFault(field: "latency_ms", text: "\(latency)") }
    let target = Target(text: target, serverName: serverName, labels: labels)
    return Observation(
      endpoint: Endpoint(
        target: target, address: try parsedAddress(), port: port, transport: targetTransport,
        place: try place()),
      scannedAt: scannedAt,
      connection: try connection.connectionOutcome(),
      attempts: attempts,
      latency: latency.map { .milliseconds($0) },
      tls: try tls?.facts(),
      transport: transport,
      responses: try responses.map { try $0.response() },
      unanswered: unanswered,
      loopbackCertificate: try loopbackCertificate?.facts(as: "loopback_certificate"),
      accessAnswers: try (access ?? []).map { try $0.answer() })
  }

  private func place() throws -> ListPlace? {
    guard let position else { return nil }
    guard let number = UInt64(exactly: position) else {
      throw RecordFault(field: "position", text: "\(position)")
    }
    return ListPlace(position: number, part: try shard?.part())
  }

  private func parsedAddress() throws -> IPAddress? {
    guard let address else { return nil }
    guard let parsed = IPAddress(address) else { throw RecordFault(field: "address", text: address) }
    return parsed
  }
}

extension OutcomeRecord {
  init(_ outcome: ConnectionOutcome) {
    switch outcome {
    case .connected: self.init(outcome: "connected")
    case .refused: self.init(outcome: "refused")
    case .timedOut: self.init(outcome: "timed_out")
    case .unreachable(let reason): self.init(outcome: "unreachable", reason: reason)
    case .unresolved(let reason): self.init(outcome: "unresolved", reason: reason)
    case .notAttempted(let reason): self.init(outcome: "not_attempted", reason: reason)
    }
  }

  init(_ outcome: HandshakeOutcome) {
    switch outcome {
    case .established: self.init(outcome: "established")
    case .alert: self.init(outcome: "alert")
    case .closed: self.init(outcome: "closed")
    case .reset: self.init(outcome: "reset")
    case .timedOut: self.init(outcome: "timed_out")
    case .plainHTTP: self.init(outcome: "plain_http")
    case .failed(let reason): self.init(outcome: "failed", reason: reason)
    }
  }

  func connectionOutcome() throws -> ConnectionOutcome {
    switch outcome {
    case "connected": .connected
    case "refused": .refused
    case "timed_out": .timedOut
    case "unreachable": .unreachable(reason: reason ?? "")
    case "unresolved": .unresolved(reason: reason ?? "")
    case "not_attempted": .notAttempted(reason: reason ?? "")
    default: throw RecordFault(field: "connection.outcome", text: outcome)
    }
  }

  func handshakeOutcome() throws -> HandshakeOutcome {
    switch outcome {
    case "established": .established
    case "alert": .alert
    case "closed": .closed
    case "reset": .reset
    case "timed_out": .timedOut
    case "plain_http": .plainHTTP
    case "failed": .failed(reason: reason ?? "")
    default: throw RecordFault(field: "tls.handshake.outcome", text: outcome)
    }
  }
}

extension ShardRecord {
  init(_ part: ListPart) {
    self.init(number: Int(part.shard.number), count: Int(part.shard.count), list: part.list)
  }

  func part() throws -> ListPart {
    guard let shard = Shard("\(number)/\(count)") else {
      throw RecordFault(field: "shard", text: "\(number)/\(count)")
    }
    return ListPart(shard: shard, list: list)
  }
}

extension ResponseRecord {
  init(_ response: Response) {
    self.init(
      path: response.path, status: response.status, headers: response.headers, body: response.body,
      bodyTruncated: response.bodyTruncated, endedEarly: response.endedEarly,
      unreadableCoding: response.unreadableCoding)
  }

  func response() throws -> Response {
    guard (100...999).contains(status) else {
      throw RecordFault(field: "status of \(path)", text: "\(status)")
    }
    return Response(
      path: path, status: status, headers: headers, body: body, bodyTruncated: bodyTruncated,
      endedEarly: endedEarly, unreadableCoding: unreadableCoding)
  }
}

extension TLSRecord {
  init(_ facts: TLSFacts) {
    self.init(
      handshake: OutcomeRecord(facts.handshake), alert: facts.alert.map(Int.init), excess: facts.excess,
      version: facts.version, cipher: facts.cipher, alpn: facts.alpn,
      certificate: facts.certificate.map(CertificateRecord.init),
      clientCertificateRequested: facts.clientCertificateRequested, clientCANames: facts.clientCANames)
  }

  func facts() throws -> TLSFacts {
    let code = alert.flatMap(UInt8.init(exactly:))
    if let alert, code == nil { throw RecordFault(field: "tls.alert", text: "\(alert)") }
    return TLSFacts(
      handshake: try handshake.handshakeOutcome(), alert: code, excess: excess, version: version,
      cipher: cipher,
      alpn: alpn,
      certificate: try certificate?.facts(as: "tls.certificate"),
      clientCertificateRequested: clientCertificateRequested,
      clientCANames: clientCANames)
  }
}

extension CertificateRecord {
  init(_ facts: CertificateFacts) {
    self.init(
      subject: facts.subject, issuer: facts.issuer, serial: facts.serial,
      notBefore: facts.notBefore.map(Timestamp.text), notAfter: facts.notAfter.map(Timestamp.text),
      names: facts.names, authorityKeyIdentifier: facts.authorityKeyIdentifier, fingerprint: facts.fingerprint
    )
  }

  /// The facts; `field` is where they stand in the line.
  func facts(as field: String) throws -> CertificateFacts {
    CertificateFacts(
      subject: subject, issuer: issuer, serial: serial, notBefore: try date(notBefore, "\(field).not_before"),
      notAfter: try date(notAfter, "\(field).not_after"), names: names,
      authorityKeyIdentifier: authorityKeyIdentifier, fingerprint: fingerprint)
  }

  private func date(_ text: String?, _ field: String) throws -> Date? {
    guard let text, !text.isEmpty else { return nil }
    guard let date = Timestamp.date(text) else {
      throw RecordFault(field: field, text: text)
    }
    return date
  }
}

extension AccessRecord {
  init(_ answer: AccessAnswer) {
    self.init(path: answer.path, status: answer.status, kind: answer.kind, count: answer.count)
  }

  func answer() throws -> AccessAnswer {
    guard (100...999).contains(status) else {
      throw RecordFault(field: "status of \(path)", text: "\(status)")
    }
    if let count, count < 0 { throw RecordFault(field: "count of \(path)", text: "\(count)") }
    return AccessAnswer(path: path, status: status, kind: kind, count: count)
  }
}
