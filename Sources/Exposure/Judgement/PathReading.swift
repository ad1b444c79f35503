/// What one path's answer means for the verdict.
enum AnswerMeaning: Sendable, Hashable {
  /// 200 on `/version` with a version document; 203 and the like of a proxy that changed it count as well.
  case version(VersionDocument)
  /// `/healthz` told the health.
  case health(HealthReport)
  /// 401: no anonymous requests.
  case unauthorized
  /// 403: an anonymous request was let in, and may do nothing.
  case forbidden
  /// Nothing that decides, and another time it may be something else: 408, 429, 5xx without checks, an answer that was
  /// cut off or cannot be read, one of which not enough was kept, or no answer at all.
  case undecided
  /// A whole answer that no kube-apiserver gives to decide: a page, a redirect, 404.
  case beside
}

/// An answer to a path, read once: what it means, and which signs of a kube-apiserver it carries.
struct PathReading: Sendable, Hashable {
  let meaning: AnswerMeaning
  /// The signs that this answer carries itself.
  let signs: Set<APIServerSign>
  /// Whether the body says that a role was missing when the request was authorized: RBAC was not loaded, or is broken.
  let namesMissingRole: Bool
  /// Whether a whole answer came that decides.
  let isWhole: Bool
  /// What the answer shows of other components.
  let marks: ComponentMarks

  /// What there is of a path without an answer.
  static let missing = PathReading(meaning: .undecided, signs: [], namesMissingRole: false, isWhole: false)

  private init(meaning: AnswerMeaning, signs: Set<APIServerSign>, namesMissingRole: Bool, isWhole: Bool) {
    marks = []
    self.meaning = meaning
    self.signs = signs
    self.namesMissingRole = namesMissingRole
    self.isWhole = isWhole
  }

  /// Reads the answer to a path.
  init(_ path: ProbePath, _ response: Response) {
    let version =
      path == .version && (200...299).contains(response.status)
      ? VersionDocument(readingBodyOf: response) : nil
    let status = version == nil ? StatusObject(readingBodyOf: response) : nil
    let hasStatusObject = status != nil

    var signs = Set<APIServerSign>()
    if version != nil { signs.insert(.versionDocument) }
    if hasStatusObject && Self.bringsStatusObject(response.status) { signs.insert(.statusObject) }
    if response.hasFlowSchemaHeader { signs.insert(.flowSchemaHeader) }
    if response.hasAuditIdentifier && (hasStatusObject || response.isNeitherCachedNorShared) {
      signs.insert(.auditHeader)
    }
    if response.listsHealthChecks { signs.insert(.healthChecks) }

    self.signs = signs
    let meaning = Self.meaning(of: response, to: path, version: version)
    self.meaning = meaning
    namesMissingRole = response.status == 403 && status?.namesMissingRole == true
    isWhole = meaning != .undecided && !response.endedEarly && !response.isKeptTooLittle
    marks = version == nil && status == nil ? ComponentMarks(path, response) : []
  }

  /// Whether the answer is a 401 or 403, whoever gave it.
  var isRefused: Bool {
    switch meaning {
    case .unauthorized, .forbidden: true
    case .version, .health, .undecided, .beside: false
    }
  }

  private static func meaning(
    of response: Response, to path: ProbePath, version: VersionDocument?
  ) -> AnswerMeaning {
    if let version { return .version(version) }
    if path == .healthz, let report = HealthReport(response) { return .health(report) }
    switch response.status {
    case 401: return .unauthorized
    case 403: return .forbidden
    case _ where Response.decidesNothing(status: response.status): return .undecided
    default:
      let isOpen =
        response.endedEarly || response.isUnreadable || response.isKeptTooLittle
        || path == .version && response.holdsBrokenVersionDocument
      return isOpen ? .undecided : .beside
    }
  }

  /// The statuses on which a `Status` object counts. On 200 it would be an odd answer to either path.
  private static func bringsStatusObject(_ status: Int) -> Bool {
    switch status {
    case 401, 403, 404, 429, 500...599: true
    default: false
    }
  }
}

extension Response {
  /// Whether a status says no more than that another time the answer may be something else: the rule for the two paths and
  /// for the questions to components.
  static func decidesNothing(status: Int) -> Bool {
    switch status {
    case 408, 429, 500...599: true
    default: false
    }
  }

  /// Whether the same request may well be answered otherwise in a moment: 429, and 5xx but for a list of health
  /// checks and for what the server will never do (501, 505).
  public var isPassing: Bool {
    switch status {
    case 429: true
    case 501, 505: false
    case 500...599: !listsHealthChecks
    default: false
    }
  }

  /// Whether the body still is in a coding (RFC 9110 §8.4) that was not undone. Results of 0.1.0 do not say so: there,
  /// bytes under a coding that are no text.
  var isUnreadable: Bool {
    if unreadableCoding != nil { return true }
    guard let coding = header("Content-Encoding")?.lowercased(), !coding.isEmpty, coding != "identity" else {
      return false
    }
    return body.isEmpty || body.unicodeScalars.contains("\u{FFFD}")
  }

  /// Whether the body looks like a version document and is no JSON that is read here: a proxy may have broken it, or it is
  /// nested too deep. That shows nothing else to be there.
  fileprivate var holdsBrokenVersionDocument: Bool {
    body.unicodeScalars.first { !$0.properties.isWhitespace } == "{" && body.contains("\"gitVersion\"")
      && body.jsonObject == nil
  }

  /// Whether only the beginning of the body was kept, and it does not show what the body is: it has nothing but white
  /// space, or begins like the JSON of an API server. What begins with anything else is something else, and so is a web
  /// page.
  var isKeptTooLittle: Bool {
    guard bodyTruncated, header("Content-Type")?.lowercased().hasPrefix("text/html") != true else {
      return false
    }
    let first = body.unicodeScalars.first { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }
    return first == nil || first == "{"
  }

  /// API Priority and Fairness says which of its schemas took the request, from Kubernetes 1.20 on.
  fileprivate var hasFlowSchemaHeader: Bool {
    header("X-Kubernetes-Pf-Flowschema-Uid")?.isEmpty == false
  }

  fileprivate var hasAuditIdentifier: Bool {
    header("Audit-Id")?.isEmpty == false
  }

  /// `Cache-Control: no-cache, private`, as every kube-apiserver sends since 1.14.
  var isNeitherCachedNorShared: Bool {
    let directives = header("Cache-Control")?.lowercased().split(separator: ",").map {
      String($0).trimmingASCIIWhitespace
    }
    return directives.map(Set.init) == ["no-cache", "private"]
  }
}
