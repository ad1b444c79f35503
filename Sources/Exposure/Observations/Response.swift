import Targets

/// A path that is asked of every endpoint.
public enum ProbePath: String, Sendable, Hashable, Codable, CaseIterable {
  /// Answered without etcd, so asked first: a hanging `/healthz` cannot hold it up.
  case version = "/version"
  /// What kubelet's liveness probe asks; waits for etcd.
  case healthz = "/healthz"
}

/// One header field of an answer, as it came.
public struct HeaderField: Sendable, Hashable, Codable {
  /// The field's name in the server's spelling.
  public var name: String
  /// The field's value.
  public var value: String

  /// Makes a header field.
  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

/// An HTTP answer to one path: a status at least, and as much of head and body as is kept for evidence.
public struct Response: Sendable, Hashable, Codable {
  /// The path that was asked, e.g. `/version`.
  public var path: String
  /// The status code, 100 to 999.
  public var status: Int
  /// The header fields in their order.
  public var headers: [HeaderField]
  /// The body without its codings, repaired to valid UTF-8, at most 16 KiB of it.
  public var body: String
  /// Whether the body went on beyond what is kept.
  public var bodyTruncated: Bool
  /// Whether the server stopped before the end that it had declared, or never came to it.
  public var endedEarly: Bool
  /// The coding, e.g. `br`, because of which the body could not be read; nil where it was read. The body is then empty,
  /// or as it came where that is text.
  public var unreadableCoding: String?

  /// Makes a response.
  public init(
    path: String, status: Int, headers: [HeaderField] = [], body: String = "", bodyTruncated: Bool = false,
    endedEarly: Bool = false, unreadableCoding: String? = nil
  ) {
    self.path = path
    self.status = status
    self.headers = headers
    self.body = body
    self.bodyTruncated = bodyTruncated
    self.endedEarly = endedEarly
    self.unreadableCoding = unreadableCoding
  }

  /// The value of the first field of this name, whatever its case (RFC 9110 §5.1).
  public func header(_ name: String) -> String? {
    headers.first { $0.name.equalsIgnoringASCIICase(name) }?.value
  }
}

/// Why a path has no answer.
public enum MissingAnswer: String, Sendable, Hashable, Codable {
  /// The endpoint's deadline came first.
  case deadline
  /// The server closed the connection instead of answering.
  case closed
  /// The connection was reset instead of an answer.
  case reset
  /// The connection ended with another answer: the server announced that it answers no more on it (RFC 9112 §9.6), or
  /// the rest of what it sent was not read.
  case ended
  /// What came is not HTTP/1.
  case invalidHTTP = "invalid_http"
  /// The server speaks HTTP/2 alone, as servers of gRPC do.
  case http2
  /// The head of the answer is larger than the bound.
  case headTooLarge = "head_too_large"
  /// The server ended the TLS session with an alert instead of answering.
  case alert
  /// The server sent more over TLS than it may instead of answering: see `TLSFacts.excess`.
  case flooded
  /// No TLS session came about, and the answer in plain HTTP was 400 alone, as ports give it that want TLS.
  case wantsTLS = "wants_tls"
  /// The path was not asked on this endpoint.
  case notAsked = "not_asked"
}

/// A path and why it has no answer.
public struct UnansweredPath: Sendable, Hashable, Codable {
  /// The path that was asked.
  public var path: String
  /// Why it has no answer.
  public var reason: MissingAnswer

  /// Makes the fact that a path has no answer.
  public init(path: String, reason: MissingAnswer) {
    self.path = path
    self.reason = reason
  }
}
