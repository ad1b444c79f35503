import Exposure
import Targets

/// The observation of one line of JSON Lines as it stands in the file, schema 2: all facts, so that it can be judged
/// again later. Schema 1, of releases before 0.2.0, holds the same facts under other judgements, and is read too. Beside them stand the other columns of the CSV under their names (`JudgementRecord`).
///
/// Lists are arrays. Labels are an array of `{key, value}` and headers of `{name, value}`, because order and
/// repeated names count. Unknown is an absent key. Times are whole seconds, `latency_ms` whole milliseconds.
struct JSONLinesRecord: Decodable {
  static let currentSchema = 2
  /// The schemas that are read.
  static let knownSchemas = 1...currentSchema

  var schema = currentSchema
  var scannedAt: String
  var target: String
  var serverName: String?
  var labels: [Label]
  var address: String?
  var port: Int
  var position: Int64?
  var shard: ShardRecord?
  var targetTransport: Transport
  var transport: Transport
  var connection: OutcomeRecord
  var latency: Int64?
  var attempts: Int
  var tls: TLSRecord?
  var responses: [ResponseRecord]
  var unanswered: [UnansweredPath]
  /// Absent in lines of releases that did not ask for it.
  var loopbackCertificate: CertificateRecord?
  /// Absent where nothing was asked for.
  var access: [AccessRecord]?

  enum CodingKeys: String, CodingKey {
    case schema
    case scannedAt = "scanned_at"
    case target
    case serverName = "server_name"
    case labels
    case address
    case port
    case position
    case shard
    case targetTransport = "target_transport"
    case transport
    case connection
    case latency = "latency_ms"
    case attempts
    case tls
    case responses
    case unanswered
    case loopbackCertificate = "loopback_certificate"
    case access
  }
}

extension JSONLinesRecord {
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    schema = try container.decode(Int.self, forKey: .schema)
    guard Self.knownSchemas.contains(schema) else {
      throw RecordFault(field: "schema", text: "\(schema)")
    }
    scannedAt = try container.decode(String.self, forKey: .scannedAt)
    target = try container.decode(String.self, forKey: .target)
    serverName = try container.decodeIfPresent(String.self, forKey: .serverName)
    labels = try container.decode([Label].self, forKey: .labels)
    address = try container.decodeIfPresent(String.self, forKey: .address)
    port = try container.decode(Int.self, forKey: .port)
    position = try container.decodeIfPresent(Int64.self, forKey: .position)
    shard = try container.decodeIfPresent(ShardRecord.self, forKey: .shard)
    targetTransport = try container.decode(Transport.self, forKey: .targetTransport)
    transport = try container.decode(Transport.self, forKey: .transport)
    connection = try container.decode(OutcomeRecord.self, forKey: .connection)
    latency = try container.decodeIfPresent(Int64.self, forKey: .latency)
    attempts = try container.decode(Int.self, forKey: .attempts)
    tls = try container.decodeIfPresent(TLSRecord.self, forKey: .tls)
    responses = try container.decode([ResponseRecord].self, forKey: .responses)
    unanswered = try container.decode([UnansweredPath].self, forKey: .unanswered)
    loopbackCertificate = try container.decodeIfPresent(CertificateRecord.self, forKey: .loopbackCertificate)
    access = try container.decodeIfPresent([AccessRecord].self, forKey: .access)
  }
}
