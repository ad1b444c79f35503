import Targets

/// All that the rules of one component look at.
struct ComponentEvidence: Sendable {
  /// The port that was asked.
  let port: UInt16
  /// How it was asked in the end.
  let transport: Transport
  /// What `/version` answered.
  let version: PathReading
  /// What `/healthz` answered.
  let healthz: PathReading
  /// What TLS showed; nil without TLS.
  let tls: TLSReading?
  /// The signs of a kube-apiserver that prove it alone.
  let provingSigns: Set<APIServerSign>
  /// What the component's own questions were answered; empty where none were asked.
  private(set) var answers: [ComponentAnswer]

  /// Takes from a reading what matters.
  init(_ reading: EndpointReading, answers: [ComponentAnswer]) {
    port = reading.port
    transport = reading.transport
    version = reading.answer(to: .version)
    healthz = reading.answer(to: .healthz)
    tls = reading.tls
    provingSigns = reading.provingSigns
    self.answers = answers
  }

  /// The version document, where a stranger could read it.
  var versionDocument: VersionDocument? {
    guard case .version(let document) = version.meaning else { return nil }
    return document
  }

  /// The answer to a question; nil where it was not asked, or not answered.
  func answer(to question: ComponentQuestion) -> ComponentAnswer? {
    answers.first { $0.path == question.path }
  }

  /// Whether a stranger got what a question asks for.
  func isOpen(_ question: ComponentQuestion) -> Bool { answer(to: question)?.isOpen == true }

  /// The same, where each of these questions that has no deciding answer was answered as its component answers it.
  func supposingOpen(_ questions: [ComponentQuestion]) -> ComponentEvidence {
    var supposed = self
    for question in questions where answer(to: question)?.decidesNothing ?? true {
      supposed.answers.removeAll { $0.path == question.path }
      supposed.answers.append(
        ComponentAnswer(path: question.path, status: 200, content: question.form.ownContent))
    }
    return supposed
  }

  /// The paths among these that a stranger could read, in their order.
  func open(among questions: [ComponentQuestion]) -> [String] {
    questions.filter(isOpen).map(\.path)
  }

  /// How strangers are refused where they are: by a 403 anywhere as `forbidden`, by nothing but 401 as `locked_down`; nil
  /// where nothing refused.
  var refusal: Verdict? {
    let readings = [version, healthz]
    let statuses = answers.map(\.status)
    if readings.contains(where: { $0.meaning == .forbidden }) || statuses.contains(403) { return .forbidden }
    if readings.contains(where: { $0.meaning == .unauthorized }) || statuses.contains(401) {
      return .lockedDown
    }
    return nil
  }

  /// Whether `/version` was answered as by a server that does not know the path, or refused: what else may be asked of
  /// a port that belongs to a component, though nothing names it yet.
  var mayBeComponent: Bool {
    version.isRefused || !version.marks.isDisjoint(with: [.goNotFound, .emptyNotFound])
  }
}
