import Exposure

/// An outcome with its reason, where it has one: how a connection or a handshake ended.
struct OutcomeRecord: Decodable {
  var outcome: String
  var reason: String?

  enum CodingKeys: String, CodingKey {
    case outcome
    case reason
  }
}

/// An answer under the names of the file.
struct ResponseRecord: Decodable {
  var path: String
  var status: Int
  var headers: [HeaderField]
  var body: String
  var bodyTruncated: Bool
  var endedEarly: Bool
  var unreadableCoding: String?

  enum CodingKeys: String, CodingKey {
    case path
    case status
    case headers
    case body
    case bodyTruncated = "body_truncated"
    case endedEarly = "ended_early"
    case unreadableCoding = "unreadable_coding"
  }
}

/// The facts of a handshake under the names of the file.
struct TLSRecord: Decodable {
  var handshake: OutcomeRecord
  var alert: Int?
  var excess: String?
  var version: TLSVersion?
  var cipher: String?
  var alpn: String?
  var certificate: CertificateRecord?
  var clientCertificateRequested: Bool
  var clientCANames: [String]

  enum CodingKeys: String, CodingKey {
    case handshake
    case alert
    case excess
    case version
    case cipher
    case alpn
    case certificate
    case clientCertificateRequested = "client_certificate_requested"
    case clientCANames = "client_ca_names"
  }
}

/// The facts of a certificate under the names of the file.
struct CertificateRecord: Decodable {
  var subject: String
  var issuer: String
  var serial: String
  var notBefore: String?
  var notAfter: String?
  var names: [String]
  var authorityKeyIdentifier: String?
  var fingerprint: String

  enum CodingKeys: String, CodingKey {
    case subject
    case issuer
    case serial
    case notBefore = "not_before"
    case notAfter = "not_after"
    case names
    case authorityKeyIdentifier = "authority_key_identifier"
    case fingerprint
  }
}

/// Which part of which list was scanned.
struct ShardRecord: Decodable {
  var number: Int
  var count: Int
  var list: String
  /// The endpoints of the part; absent where the list is a stream.
  var endpoints: Int64?
  /// Whether an end record follows the last row (`ScannedPart`); absent in lines of older releases.
  var hasEndRecord: Bool?

  enum CodingKeys: String, CodingKey {
    case number
    case count
    case list
    case endpoints
    case hasEndRecord = "end_record"
  }
}

/// The answer to an access probe under the names of the file.
struct AccessRecord: Decodable {
  var path: String
  var status: Int
  var kind: String?
  var count: Int?

  enum CodingKeys: String, CodingKey {
    case path
    case status
    case kind
    case count
  }
}
