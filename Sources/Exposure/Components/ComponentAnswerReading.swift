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
    case 200:
      content = question.form.content(of: response)
      if content == .list, let counter {
        count = counter.count
        isCut = !counter.isComplete
      }
      if content == .certificates { count = response.body.count(ofLinesEqualTo: Self.beginOfCertificate) }
    case 401 where response.body == "Unauthorized": content = .unauthorized
    default: readRefusal(response)
    }
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

extension ComponentQuestion.Form {
  /// What an answer of 200 is; nil where it is not what the component answers.
  fileprivate func content(of response: Response) -> AnswerContent? {
    switch self {
    case .list(let kind): response.body.beginsList(of: kind) ? .list : nil
    case .object(let member): response.body.isJSONObject(with: member) ? .object : nil
    // Prometheus' text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats, "Basic info").
    case .metrics: response.mediaType(hasPrefix: "text/plain; version=") ? .metrics : nil
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

  fileprivate func mediaType(hasPrefix prefix: String) -> Bool {
    header("Content-Type")?.lowercased().hasPrefix(prefix) == true
  }
}

extension String {
  /// Whether it begins like a list of this kind, as all of Kubernetes' encoders write one: kind and version come first.
  fileprivate func beginsList(of kind: String) -> Bool {
    let start = utf8.prefix(256).filter { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    return start.starts(with: #"{"kind":"\#(kind)","apiVersion":""#.utf8)
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
