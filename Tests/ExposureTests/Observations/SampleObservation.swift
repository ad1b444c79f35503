import Exposure
import Targets
import Foundation

extension Observation {
  /// When all samples were observed: the time of the transcripts.
  static let sampleTime = Date(timeIntervalSince1970: 1_795_471_440)

  /// An observation of one endpoint, connected unless said otherwise; TLS established unless plain.
  static func sample(
    connection: ConnectionOutcome = .connected,
    transport: Transport = .tls,
    tls: TLSFacts?? = .none,
    version: Response? = nil,
    healthz: Response? = nil,
    unanswered reason: MissingAnswer = .closed
  ) -> Observation {
    let responses = [version, healthz].compactMap { $0 }
    let missing = ProbePath.allCases.filter { path in !responses.contains { $0.path == path.rawValue } }
    let established = transport == .tls ? TLSFacts(handshake: .established, version: .tls13) : nil
    return Observation(
      endpoint: Endpoint(
        target: Target(text: "192.0.2.1"), address: .v4(0xC000_0201), port: 6443, transport: transport),
      scannedAt: sampleTime,
      connection: connection,
      tls: tls ?? established,
      responses: responses,
      unanswered: missing.map { UnansweredPath(path: $0.rawValue, reason: reason) })
  }
}

extension CertificateFacts {
  /// A certificate of these names, valid for a year around the time of the samples.
  static func sample(
    subject: String = "CN=web", issuer: String = "CN=web-ca", names: [String] = [],
    notAfter: Date? = Observation.sampleTime + 200 * 86_400
  ) -> CertificateFacts {
    CertificateFacts(
      subject: subject, issuer: issuer, serial: "01", notBefore: Observation.sampleTime - 86_400,
      notAfter: notAfter, names: names, fingerprint: String(repeating: "0", count: 64))
  }

  /// What kubeadm makes.
  static let ofAPIServer = sample(
    subject: "CN=kube-apiserver", issuer: "CN=kubernetes",
    names: ["kubernetes", "kubernetes.default", "kubernetes.default.svc", "10.96.0.1"])
}

extension Response {
  /// An answer to `/version`.
  static func version(
    _ status: Int, _ body: String = "", headers: [HeaderField] = [], endedEarly: Bool = false
  ) -> Response {
    Response(path: "/version", status: status, headers: headers, body: body, endedEarly: endedEarly)
  }

  /// An answer to `/healthz`.
  static func healthz(
    _ status: Int, _ body: String = "", headers: [HeaderField] = [], endedEarly: Bool = false
  ) -> Response {
    Response(path: "/healthz", status: status, headers: headers, body: body, endedEarly: endedEarly)
  }
}

extension [HeaderField] {
  /// What every kube-apiserver since 1.20 sends with an authenticated or anonymous request.
  static let flowSchema = [
    HeaderField(name: "X-Kubernetes-Pf-Flowschema-Uid", value: "9a78a23d-29c3-41fe-ab35-dc653f5e64ad")
  ]

  /// What every kube-apiserver since 1.14 sends with any answer.
  static let audit = [
    HeaderField(name: "Audit-Id", value: "5a847bb6-09cf-4f4d-b6bb-a0047528ce5f"),
    HeaderField(name: "Cache-Control", value: "no-cache, private"),
  ]
}

/// Bodies that tables use.
enum Body {
  static let version = #"{"major":"1","minor":"36","gitVersion":"v1.36.2","platform":"linux/amd64"}"#
  /// The last release with an insecure port.
  static let old = #"{"major":"1","minor":"23","gitVersion":"v1.23.17"}"#
  static let status = #"{"kind":"Status","apiVersion":"v1","status":"Failure","code":401}"#
  static let checks = "[+]ping ok\n[-]etcd failed: reason withheld\nhealthz check failed\n"
  static let failingFirst = "[-]etcd failed: reason withheld\n[+]ping ok\nhealthz check failed"
  static let page = "<!doctype html><title>It works</title>"
  static let goNotFound = "404 page not found\n"
  static let etcdVersion = #"{"etcdserver":"3.6.13","etcdcluster":"3.6.0","storage":"3.6.0"}"#
  static let proxyHealth =
    #"{"lastUpdated": "2026-11-25 22:23:07 +0000 UTC","currentTime": "2026-11-25 22:23:08 +0000 UTC"}"#
}
