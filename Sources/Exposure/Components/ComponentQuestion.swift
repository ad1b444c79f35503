import Targets

/// A path that a component other than an API server is asked for, by GET or HEAD and without credentials.
public struct ComponentQuestion: Sendable, Hashable {
  /// The methods that are ever sent.
  public enum Method: String, Sendable, Hashable {
    case get = "GET"
    /// For what is not to cross the wire.
    case head = "HEAD"
  }

  /// What the component's own answer is: whatever else comes with 200 is somebody else's.
  enum Form: Sendable, Hashable {
    /// A list of this kind and version, e.g. `PodList` of `v1`, whose objects are counted and not kept.
    case list(kind: String, version: String)
    /// A JSON object with this member.
    case object(member: String)
    /// etcd's health, told by 200 or 503.
    case etcdHealth
    /// Measurements in the text format of Prometheus.
    case metrics
    /// The same, with names of etcd's own.
    case etcdMetrics
    /// One of these words, and nothing else.
    case words(Set<String>)
    /// Certificates in PEM.
    case certificates
    /// JSON, which a HEAD request only announces.
    case announcedJSON
  }

  /// The path under which the answer is kept.
  public let path: String
  /// What stands in the request line.
  public let requestTarget: String
  /// The method.
  public let method: Method
  /// The media type that is accepted.
  public let accept: String
  let form: Form

  init(_ path: String, _ form: Form, query: String = "", method: Method = .get, accept: String = "*/*") {
    self.path = path
    self.form = form
    self.method = method
    self.accept = accept
    requestTarget = path + query
  }

  /// The list kind whose objects are counted while the answer is read; nil where nothing is counted.
  public var countedKind: String? {
    if case .list(let kind, _) = form { kind } else { nil }
  }

  /// Whether the answer may come compressed: where its content says nothing more.
  public var acceptsCompression: Bool { form == .metrics || form == .etcdMetrics }

  /// Whether the answer may be large: it is read to its end within a wide bound, because servers log an error for each
  /// answer that is cut off (kubernetes, pkg/kubelet/server/server.go, writeJSONResponse: "Error writing response").
  public var mayBeLarge: Bool {
    switch form {
    case .list, .metrics, .etcdMetrics: true
    case .object, .etcdHealth, .words, .certificates, .announcedJSON: false
    }
  }
}

extension Observation {
  /// Whether one of these questions was to be asked and has no answer, or one that decides nothing.
  public func leavesOpen(_ questions: [ComponentQuestion]) -> Bool {
    let open = unanswered.map(\.path) + componentAnswers.filter(\.decidesNothing).map(\.path)
    return questions.contains { open.contains($0.path) }
  }
}
