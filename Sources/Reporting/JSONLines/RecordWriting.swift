import Exposure
import Targets

extension JSONLinesRecord {
  /// Writes the line in the order of the CSV's columns, then the facts that have none.
  func write(with judgement: JudgementRecord, to json: inout JSONText) {
    json.object { json in
      json.member(CodingKeys.schema, schema)
      json.member(CodingKeys.scannedAt, scannedAt)
      json.member(CodingKeys.target, target)
      json.member(CodingKeys.labels, labels)
      json.member(CodingKeys.address, address)
      json.member(CodingKeys.port, port)
      judgement.writeMembers(to: &json)
      json.member(CodingKeys.latency, latency)
      json.member(CodingKeys.attempts, attempts)
      json.member(CodingKeys.serverName, serverName)
      json.member(CodingKeys.position, position)
      json.member(CodingKeys.shard, shard)
      json.member(CodingKeys.targetTransport, targetTransport)
      json.member(CodingKeys.transport, transport)
      json.member(CodingKeys.connection, connection)
      json.member(CodingKeys.tls, tls)
      json.member(CodingKeys.responses, responses)
      json.member(CodingKeys.unanswered, unanswered)
      json.member(CodingKeys.loopbackCertificate, loopbackCertificate)
      json.member(CodingKeys.access, access)
    }
  }
}

extension OutcomeRecord: JSONWritable {
  func write(to json: inout JSONText) {
    json.object { json in
      json.member(CodingKeys.outcome, outcome)
      json.member(CodingKeys.reason, reason)
    }
  }
}

extension ShardRecord: JSONWritable {
  func write(to json: inout JSONText) {
    json.object { json in
      json.member(CodingKeys.number, number)
      json.member(CodingKeys.count, count)
      json.member(CodingKeys.list, list)
      json.member(CodingKeys.endpoints, endpoints)
      json.member(CodingKeys.hasEndRecord, hasEndRecord)
    }
  }
}

extension ResponseRecord: JSONWritable {
  func write(to json: inout JSONText) {
    json.object { json in
      json.member(CodingKeys.path, path)
      json.member(CodingKeys.status, status)
      json.member(CodingKeys.headers, headers)
      json.member(CodingKeys.body, body)
      json.member(CodingKeys.bodyTruncated, bodyTruncated)
      json.member(CodingKeys.endedEarly, endedEarly)
      json.member(CodingKeys.unreadableCoding, unreadableCoding)
    }
  }
}

extension TLSRecord: JSONWritable {
  func write(to json: inout JSONText) {
    json.object { json in
      json.member(CodingKeys.handshake, handshake)
      json.member(CodingKeys.alert, alert)
      json.member(CodingKeys.excess, excess)
      json.member(CodingKeys.version, version)
      json.member(CodingKeys.cipher, cipher)
      json.member(CodingKeys.alpn, alpn)
      json.member(CodingKeys.certificate, certificate)
      json.member(CodingKeys.clientCertificateRequested, clientCertificateRequested)
      json.member(CodingKeys.clientCANames, clientCANames)
    }
  }
}

extension CertificateRecord: JSONWritable {
  func write(to json: inout JSONText) {
    json.object { json in
      json.member(CodingKeys.subject, subject)
      json.member(CodingKeys.issuer, issuer)
      json.member(CodingKeys.serial, serial)
      json.member(CodingKeys.notBefore, notBefore)
      json.member(CodingKeys.notAfter, notAfter)
      json.member(CodingKeys.names, names)
      json.member(CodingKeys.authorityKeyIdentifier, authorityKeyIdentifier)
      json.member(CodingKeys.fingerprint, fingerprint)
    }
  }
}

extension AccessRecord: JSONWritable {
  func write(to json: inout JSONText) {
    json.object { json in
      json.member(CodingKeys.path, path)
      json.member(CodingKeys.status, status)
      json.member(CodingKeys.kind, kind)
      json.member(CodingKeys.count, count)
    }
  }
}

extension Label: JSONWritable {
  func write(to json: inout JSONText) {
    json.object { json in
      json.member("key", key)
      json.member("value", value)
    }
  }
}

extension HeaderField: JSONWritable {
  func write(to json: inout JSONText) {
    json.object { json in
      json.member("name", name)
      json.member("value", value)
    }
  }
}

extension UnansweredPath: JSONWritable {
  func write(to json: inout JSONText) {
    json.object { json in
      json.member("path", path)
      json.member("reason", reason)
    }
  }
}

extension Finding: JSONWritable {
  func write(to json: inout JSONText) {
    json.object { json in
      json.member("id", id)
      json.member("severity", severity)
      json.member("evidence", evidence)
    }
  }
}
