/// What a component other than an API server answered to one of its own questions; nothing of the answer's content is
/// kept.
public struct ComponentAnswer: Sendable, Hashable, Codable {
  /// The path that was asked, without its query, e.g. `/pods`.
  public var path: String
  /// The status code, 100 to 999.
  public var status: Int
  /// What the answer is, where it is something that components of Kubernetes answer.
  public var content: AnswerContent?
  /// How many objects a list holds, or certificates a bundle; nil where the answer is neither.
  public var count: Int?
  /// Whether there may be more than `count`, because the answer was not read to its end.
  public var isCut: Bool
  /// The user that a refusal names, e.g. `system:anonymous`.
  public var user: String?
  /// The authority that the first certificate of a bundle is: the subject key identifier (RFC 5280 §4.2.1.2) and the
  /// name by which certificates name it as their issuer.
  public var authority: ClusterSigns.Authority?

  /// Makes an answer.
  public init(
    path: String, status: Int, content: AnswerContent? = nil, count: Int? = nil, isCut: Bool = false,
    user: String? = nil, authority: ClusterSigns.Authority? = nil
  ) {
    self.path = path
    self.status = status
    self.content = content
    self.count = count
    self.isCut = isCut
    self.user = user
    self.authority = authority
  }

  /// Whether a status brings what was asked for: 200, and what a proxy makes of it, 203 for what it changed and 206 for a part
  /// (RFC 9110 §15.3.4 and §15.3.7).
  public static func bringsContent(_ status: Int) -> Bool { status == 200 || status == 203 || status == 206 }

  /// Whether what was asked for came.
  var isOpen: Bool { Self.bringsContent(status) && content != nil && content != .unreadable }

  /// Whether the answer says as little as silence does of what strangers get: 408, 429, 5xx, or a body that was cut off, is
  /// empty or cannot be read. etcd tells with 503 that it is not well, which is an answer.
  public var decidesNothing: Bool {
    content == .unreadable || (content != .object && Response.decidesNothing(status: status))
  }
}

/// What an answer of a component is. The identifiers are stable.
public enum AnswerContent: String, Sendable, Hashable, Codable, CaseIterable {
  /// A list of objects of the kind that was asked for.
  case list
  /// A JSON object with the member that was asked for.
  case object
  /// Measurements in the text format of Prometheus.
  case metrics
  /// Measurements that carry names of etcd's own.
  case etcdMetrics = "etcd_metrics"
  /// The word that was asked for.
  case word
  /// Certificates in PEM.
  case certificates
  /// A document of JSON that a HEAD request announced and that was not sent.
  case announcedJSON = "announced_json"
  /// A `Status` object of the Kubernetes API.
  case statusObject = "status_object"
  /// The kubelet's own refusal, `Forbidden (user=…, verb=…, resource=nodes, …)`.
  case kubeletRefusal = "kubelet_refusal"
  /// The bare word `Unauthorized`.
  case unauthorized
  /// Nothing that can be told: the body was cut off, is empty, or cannot be read.
  case unreadable
}
