import Exposure
import Targets

extension Label: JSONReadable {
  static let blank = Label(key: "", value: "")

  static let fields: [JSONField<Label>] = [
    .required("key", { $0.key }, { $0 = Label(key: $1, value: $0.value) }),
    .required("value", { $0.value }, { $0 = Label(key: $0.key, value: $1) }),
  ]
}

extension HeaderField: JSONReadable {
  static let blank = HeaderField(name: "", value: "")

  static let fields: [JSONField<HeaderField>] = [
    .required("name", { $0.name }, { $0.name = $1 }),
    .required("value", { $0.value }, { $0.value = $1 }),
  ]
}

extension UnansweredPath: JSONReadable {
  static let blank = UnansweredPath(path: "", reason: .notAsked)

  static let fields: [JSONField<UnansweredPath>] = [
    .required("path", { $0.path }, { $0.path = $1 }),
    .required("reason", { $0.reason }, { $0.reason = $1 }),
  ]
}

extension ProxyFacts: JSONReadable {
  static let blank = ProxyFacts(url: "")

  static let fields: [JSONField<ProxyFacts>] = [
    .required("url", { $0.url }, { $0.url = $1 }),
    .optional("reply", { $0.reply }, { $0.reply = $1 }),
    .required("target_answered", { $0.targetAnswered }, { $0.targetAnswered = $1 }),
  ]
}

extension Response: JSONReadable {
  static let blank = Response(path: "", status: 0)

  static let fields: [JSONField<Response>] = [
    .required("path", { $0.path }, { $0.path = $1 }),
    .required(
      "status", { $0.status },
      { response, status in
        guard (100...999).contains(status) else { throw JSONFault(status: status, of: response.path) }
        response.status = status
      }),
    .objects("headers", { $0.headers }, { $0.headers = $1 }),
    .required("body", { $0.body }, { $0.body = $1 }),
    .required("body_truncated", { $0.bodyTruncated }, { $0.bodyTruncated = $1 }),
    .required("ended_early", { $0.endedEarly }, { $0.endedEarly = $1 }),
    .optional("unreadable_coding", { $0.unreadableCoding }, { $0.unreadableCoding = $1 }),
  ]
}

extension AccessAnswer: JSONReadable {
  static let blank = AccessAnswer(path: "", status: 0)

  static let fields: [JSONField<AccessAnswer>] = [
    .required("path", { $0.path }, { $0.path = $1 }),
    .required(
      "status", { $0.status },
      { answer, status in
        guard (100...999).contains(status) else { throw JSONFault(status: status, of: answer.path) }
        answer.status = status
      }),
    .optional("kind", { $0.kind }, { $0.kind = $1 }),
    .optional(
      "count", { $0.count },
      { answer, count in
        guard count >= 0 else { throw JSONFault(field: "count of \(answer.path)", text: "\(count)") }
        answer.count = count
      }),
  ]
}

extension ComponentAnswer: JSONReadable {
  static let blank = ComponentAnswer(path: "", status: 0)

  static let fields: [JSONField<ComponentAnswer>] = [
    .required("path", { $0.path }, { $0.path = $1 }),
    .required(
      "status", { $0.status },
      { answer, status in
        guard (100...999).contains(status) else { throw JSONFault(status: status, of: answer.path) }
        answer.status = status
      }),
    .optional("content", { $0.content }, { $0.content = $1 }),
    .optional(
      "count", { $0.count },
      { answer, count in
        guard count >= 0 else { throw JSONFault(field: "count of \(answer.path)", text: "\(count)") }
        answer.count = count
      }),
    .required("cut", { $0.isCut }, { $0.isCut = $1 }),
    .optional("user", { $0.user }, { $0.user = $1 }),
    .optionalObject("authority", { $0.authority }, { $0.authority = $1 }),
  ]
}

extension ClusterSigns.Authority: JSONReadable {
  static let blank = ClusterSigns.Authority(keyIdentifier: "", name: "")

  static let fields: [JSONField<ClusterSigns.Authority>] = [
    .required("key_identifier", { $0.keyIdentifier }, { $0.keyIdentifier = $1 }),
    .required("name", { $0.name }, { $0.name = $1 }),
  ]
}

extension JSONFault {
  fileprivate init(status: Int, of path: String) {
    self.init(field: "status of \(path)", text: "\(status)")
  }
}

extension TLSFacts: JSONReadable {
  static let blank = TLSFacts(handshake: .established)

  static let fields: [JSONField<TLSFacts>] = [
    .object(
      "handshake", { OutcomeRecord($0.handshake) }, { $0.handshake = try $1.handshakeOutcome() }),
    .optional(
      "alert", { $0.alert.map(Int.init) },
      { facts, number in
        guard let code = UInt8(exactly: number) else { throw ImpossibleValue(text: "\(number)") }
        facts.alert = code
      }),
    .optional("excess", { $0.excess }, { $0.excess = $1 }),
    .optional("version", { $0.version }, { $0.version = $1 }),
    .optional("cipher", { $0.cipher }, { $0.cipher = $1 }),
    .optional("alpn", { $0.alpn }, { $0.alpn = $1 }),
    .optionalObject("certificate", { $0.certificate }, { $0.certificate = $1 }),
    .required(
      "client_certificate_requested", { $0.clientCertificateRequested },
      { $0.clientCertificateRequested = $1 }),
    .required("client_ca_names", { $0.clientCANames }, { $0.clientCANames = $1 }),
  ]
}

extension CertificateFacts: JSONReadable {
  static let blank = CertificateFacts(
    subject: "", issuer: "", serial: "", notBefore: nil, notAfter: nil, names: [], fingerprint: "")

  static let fields: [JSONField<CertificateFacts>] = [
    .required("subject", { $0.subject }, { $0.subject = $1 }),
    .required("issuer", { $0.issuer }, { $0.issuer = $1 }),
    .required("serial", { $0.serial }, { $0.serial = $1 }),
    .time("not_before", { $0.notBefore }, { $0.notBefore = $1 }),
    .time("not_after", { $0.notAfter }, { $0.notAfter = $1 }),
    .required("names", { $0.names }, { $0.names = $1 }),
    .optional(
      "authority_key_identifier", { $0.authorityKeyIdentifier }, { $0.authorityKeyIdentifier = $1 }),
    .required("fingerprint", { $0.fingerprint }, { $0.fingerprint = $1 }),
  ]
}
