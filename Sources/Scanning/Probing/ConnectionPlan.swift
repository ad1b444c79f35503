import Exposure
import Targets
import NIOCore
import NIOOpenSSL

/// What one connection is made for.
enum ProbeKind: Sendable, Hashable {
  /// To ask paths in this order.
  case answers(to: [ProbePath], pacing: Pacing)
  /// To see the certificate that is served for the loopback client's name; nothing is asked.
  case loopbackCertificate
  /// To ask what an anonymous client may read, one path after the answer to the one before it.
  case access(to: [AccessPath])
  /// To ask a component other than an API server, one question after the answer to the one before it.
  case component(asking: [ComponentQuestion])
}

/// How paths are asked.
enum Pacing: Sendable, Hashable {
  /// All at once on one connection (RFC 9112 §9.3.2).
  case pipelined
  /// On one connection, each after the answer to the one before it.
  case oneByOne
  /// Each on a connection of its own.
  case alone
}

/// What is to be done on one connection.
struct ConnectionPlan: Sendable, Hashable {
  /// What is asked.
  let endpoint: Endpoint
  /// Whether TLS is spoken first; differs from the endpoint's where a TLS port is asked in plain HTTP.
  let transport: Transport
  /// Purpose.
  let kind: ProbeKind
  /// The share of the time left, one in so many, within which the server has to say something; nil where it has all of
  /// it.
  var silenceShare: Int?
  /// The connection that a proxy is asked for first; nil where the endpoint itself was connected to.
  var tunnel: TunnelRequest?
  /// Which of OpenSSL's algorithms the handshake works with.
  var library = TLSClientLibrary.shortened

  /// Whether a server that says nothing within its share keeps the connection, and may still answer on it while it is
  /// asked otherwise on another one. Not through a proxy, which bounds how many there are.
  var staysOpenInSilence: Bool {
    guard tunnel == nil, transport == .tls, silenceShare != nil, case .answers = kind else { return false }
    return true
  }

  /// The name in the handshake's SNI; nil for none.
  var serverName: String? {
    switch kind {
    case .answers, .access, .component: endpoint.target.serverName
    case .loopbackCertificate: Observation.loopbackServerName
    }
  }

  /// What is asked on the connection, in this order.
  var questions: [Question] {
    let prefix = endpoint.target.pathPrefix
    return switch kind {
    case .answers(let paths, .alone): paths.prefix(1).map { Question($0, below: prefix) }
    case .answers(let paths, .pipelined), .answers(let paths, .oneByOne):
      paths.map { Question($0, below: prefix) }
    case .access(let paths): paths.map { Question($0, below: prefix) }
    case .component(let questions): questions.map { Question($0, below: prefix) }
    case .loopbackCertificate: []
    }
  }

  /// The paths of access probes; nil where the connection is for something else.
  var accessPaths: [AccessPath]? {
    if case .access(let paths) = kind { paths } else { nil }
  }

  /// The questions to a component; empty where the connection is for something else.
  var componentQuestions: [ComponentQuestion] {
    if case .component(let questions) = kind { questions } else { [] }
  }

  /// Whether all questions are asked at once.
  var isPipelined: Bool {
    switch kind {
    case .answers(let paths, .pipelined): paths.count > 1
    case .answers(_, .oneByOne), .answers(_, .alone), .access, .component, .loopbackCertificate: false
    }
  }

  /// Whether an answer is the last that is wanted: access probes and the questions to components leave a server alone that asks for less load.
  func ends(with response: Response) -> Bool {
    switch kind {
    case .access, .component: response.status == 429
    case .answers, .loopbackCertificate: false
    }
  }

  /// How much is read from the connection.
  var bytesRead: Int {
    switch kind {
    case .answers, .loopbackCertificate: Bounds.bytesForEachConnection
    case .access(let paths):
      Bounds.accessBodyBytesPassedOver + paths.count * (Bounds.headBytes + Bounds.accessBodyBytes)
    case .component(let questions):
      questions.map { Bounds.headBytes + Question($0).bodyBytesRead }.reduce(0, +)
    }
  }
}

extension AccessAnswer {
  /// Reduces the answer to an access probe to what is counted in it.
  init(_ path: AccessPath, _ response: Response) {
    // A list that was cut off says nothing about how many there are.
    let isCut = response.bodyTruncated || response.endedEarly
    let saysNothing = isCut || (response.status == 200 && !path.hasTellingBody)
    self.init(path, status: response.status, body: saysNothing ? "" : response.body)
  }
}
