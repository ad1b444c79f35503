import Targets

extension ComponentAnswer {
  /// The longest name of a user that is taken, in bytes.
  static let longestUser = 128

  /// Reads what an answer is, and keeps nothing else of it.
  /// - Parameters:
  ///   - response: Status, head and as much of the body as was kept.
  ///   - counter: What counted the objects of a list; nil where none was asked for.
  public init(_ question: ComponentQuestion, _ response: Response, counter: ListCounter? = nil) {
    self.init(path: question.path, status: response.status)
    switch response.status {
    case _ where Self.bringsContent(response.status):
      content = question.form.content(of: response)
      if content == .list, let counter {
        count = counter.count
        isCut = !counter.isComplete
      }
      if content == .certificates { count = response.body.count(ofLinesEqualTo: Self.beginOfCertificate) }
    // etcd, server/etcdserver/api/etcdhttp/health.go, NewHealthHandler: StatusServiceUnavailable.
    case 503 where question.form == .etcdHealth: content = question.form.content(of: response)
    case 401 where response.body == "Unauthorized": content = .unauthorized
    default: readRefusal(response)
    }
    if content == nil, question.cannotRead(response) { content = .unreadable }
  }

  private mutating func readRefusal(_ response: Response) {
    if response.isKubeletRefusal {
      content = .kubeletRefusal
      user = Self.user(in: response.body, between: "(user=", and: ",")
    } else if let status = StatusObject(readingBodyOf: response) {
      content = .statusObject
      user = Self.user(in: status.message, between: "User \"", and: "\"")
    }
  }

  static let beginOfCertificate = "-----BEGIN CERTIFICATE-----"

  private static func user(in text: String, between begin: String, and end: Character) -> String? {
    guard let start = text.firstRange(of: begin)?.upperBound else { return nil }
    let user = text[start...].prefix { $0 != end }
    return user.isEmpty || user.utf8.count > longestUser ? nil : String(user)
  }
}

extension ComponentQuestion {
  /// Whether an answer in which nothing was recognised could not be read well enough to say that there is nothing. A refusal
  /// is told by its status alone, and HEAD brings no body.
  fileprivate func cannotRead(_ response: Response) -> Bool {
    guard response.status != 401, response.status != 403 else { return false }
    guard method == .get else { return response.endedEarly }
    if ComponentAnswer.bringsContent(response.status), response.body.trimmingASCIIWhitespace.isEmpty {
      return true
    }
    return response.endedEarly || response.isUnreadable || (form.isJSON && response.isKeptTooLittle)
  }
}

extension ComponentQuestion.Form {
  fileprivate var isJSON: Bool {
    switch self {
    case .list, .object, .etcdHealth: true
    case .metrics, .etcdMetrics, .words, .certificates, .announcedJSON: false
    }
  }

  /// What the component's own answer is where a stranger gets what is asked for.
  var ownContent: AnswerContent {
    switch self {
    case .list: .list
    case .object, .etcdHealth: .object
    case .metrics: .metrics
    case .etcdMetrics: .etcdMetrics
    case .words: .word
    case .certificates: .certificates
    case .announcedJSON: .announcedJSON
    }
  }

  /// What an answer that brings content is; nil where it is not what the component answers.
  fileprivate func content(of response: Response) -> AnswerContent? {
    switch self {
    case .list(let kind, let version): response.body.beginsList(of: kind, version) ? .list : nil
    case .object(let member): response.body.isJSONObject(with: member) ? .object : nil
    // Prometheus' text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats, "Basic info").
    case .metrics: response.isPrometheus ? .metrics : nil
    case .etcdMetrics: response.isPrometheus ? (response.body.hasEtcdMetrics ? .etcdMetrics : .metrics) : nil
    case .etcdHealth: response.body.isEtcdHealth ? .object : nil
    case .words(let words): words.contains(String(response.body.trimmingASCIIWhitespace)) ? .word : nil
    case .certificates:
      response.body.hasPrefix(ComponentAnswer.beginOfCertificate) ? .certificates : nil
    case .announcedJSON: response.mediaType(hasPrefix: "application/json") ? .announcedJSON : nil
    }
  }
}

extension Response {
  /// A kubelet's own words, which name the resource that it asks authorization for (kubernetes,
  /// pkg/kubelet/server/server.go, InstallAuthFilter). kube-rbac-proxy uses the same words, for other resources.
  var isKubeletRefusal: Bool {
    status == 403 && body.hasPrefix("Forbidden (user=") && body.contains("resource=nodes")
  }

  fileprivate var isPrometheus: Bool { mediaType(hasPrefix: "text/plain; version=") }

  fileprivate func mediaType(hasPrefix prefix: String) -> Bool {
    header("Content-Type")?.lowercased().hasPrefix(prefix) == true
  }
}

extension String {
  /// Whether it begins like a list of this kind and version, wherever the two stand among the outermost members: encoders
  /// of Kubernetes write them first, and what reads and writes the list again sorts them by name.
  fileprivate func beginsList(of kind: String, _ version: String) -> Bool {
    let members = ObjectHead(utf8).texts
    return members["kind"] == kind && members["apiVersion"] == version
  }

  /// `health` as text, and true or false (etcd, server/etcdserver/api/etcdhttp/health.go, Health; recorded from 3.4 and 3.6).
  fileprivate var isEtcdHealth: Bool {
    guard let health = jsonObject?.text(of: "health") else { return false }
    return health == "true" || health == "false"
  }

  /// Names that etcd alone gives; `etcd_request_duration_seconds` and the like are an API server's (recorded from etcd 3.4 and
  /// 3.6, which begin with them).
  fileprivate var hasEtcdMetrics: Bool {
    split(separator: "\n", maxSplits: 200).contains { line in
      let name = line.hasPrefix("# HELP ") || line.hasPrefix("# TYPE ") ? line.dropFirst(7) : line
      return ["etcd_cluster_version", "etcd_debugging_", "etcd_server_", "etcd_disk_"].contains {
        name.hasPrefix($0)
      }
    }
  }

  /// Whether it is a JSON object with a member of this name, or the beginning of one that begins with that member.
  fileprivate func isJSONObject(with member: String) -> Bool {
    if hasPrefix("{\"\(member)\":") { return true }
    return jsonObject?.has(member) == true
  }

  fileprivate func count(ofLinesEqualTo line: String) -> Int {
    split(whereSeparator: \.isNewline).count { $0 == line }
  }
}
