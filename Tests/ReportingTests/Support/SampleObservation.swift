import Exposure
import Targets
import Foundation

extension Date {
  /// When all samples were observed: 2026-11-23T22:04:55Z.
  static let sample = Date(timeIntervalSince1970: 1_795_471_495)
}

extension Target {
  /// A target as a user writes it.
  static func sample(_ text: String = "192.0.2.1", name: String? = nil, labels: [Label] = []) -> Target {
    Target(text: text, serverName: name, labels: labels)
  }
}

extension Observation {
  /// An endpoint of which only the connection is known.
  static func sample(
    _ connection: ConnectionOutcome = .connected, target: Target = .sample(),
    address: IPAddress? = .v4(0xC000_0201),
    port: UInt16 = 6443, transport: Transport = .tls, attempts: Int = 1, tls: TLSFacts? = nil,
    responses: [Response] = [], unanswered: [UnansweredPath] = []
  ) -> Observation {
    Observation(
      endpoint: Endpoint(target: target, address: address, port: port, transport: transport),
      scannedAt: .sample, connection: connection, attempts: attempts, tls: tls, responses: responses,
      unanswered: unanswered)
  }

  /// An API server that tells everything to anyone, with every fact that a scan can know.
  static let complete = Observation(
    endpoint: Endpoint(
      target: .sample(
        "https://api.example.com", name: "api.example.com",
        labels: [Label(key: "cluster", value: "prod"), Label(key: "owner", value: "a b")]),
      address: .v6(0x2001_0DB8_0000_0000_0000_0000_0000_0001), port: 6443, transport: .tls,
      place: ListPlace(position: 41, part: Shard("2/3").map { ListPart(shard: $0, list: "2bb616e6eeffa807") })
    ),
    scannedAt: .sample,
    connection: .connected,
    attempts: 2,
    latency: .milliseconds(23),
    elapsed: .milliseconds(31),
    tls: TLSFacts(
      handshake: .established, alert: 112, version: .tls13, cipher: "TLS_AES_128_GCM_SHA256",
      alpn: "http/1.1", certificate: .sample, clientCertificateRequested: true,
      clientCANames: ["CN=kubernetes", "CN=front-proxy-ca"]),
    responses: [
      Response(
        path: "/version", status: 200,
        headers: [
          HeaderField(name: "Content-Type", value: "application/json"),
          HeaderField(name: "Set-Cookie", value: "a=1"), HeaderField(name: "Set-Cookie", value: "b=2"),
        ],
        body: versionBody, bodyTruncated: true),
      Response(path: "/healthz", status: 500, body: "[+]ping ok\n[-]etcd failed\n", endedEarly: true),
    ],
    loopbackCertificate: .loopbackClient,
    accessAnswers: [
      AccessAnswer(path: "/api/v1/secrets", status: 403, kind: "Status"),
      AccessAnswer(path: "/metrics", status: 403),
    ],
    seen: SeenTimes(firstSeen: .sample - 86_400, lastChanged: .sample))

  /// The body of `/version`.
  static let versionBody = """
    {"major":"1","minor":"36","gitVersion":"v1.36.2","gitCommit":"f0b1c8ee","buildDate":"2026-06-09T12:00:00Z",\
    "goVersion":"go1.26.6","platform":"linux/amd64"}
    """

  /// An endpoint that has this text wherever a stranger or the user can put one.
  static func hostile(_ text: String) -> Observation {
    Observation(
      endpoint: Endpoint(
        target: .sample(
          text, name: text, labels: [Label(key: text, value: text), Label(key: "k", value: "")]),
        address: .v4(0xC000_0201), port: 6443, transport: .tls),
      scannedAt: .sample,
      connection: .connected,
      tls: TLSFacts(
        handshake: .failed(reason: text), version: .tls12, cipher: text, alpn: text,
        certificate: CertificateFacts(
          subject: text, issuer: text, serial: text, notBefore: nil, notAfter: nil, names: [text, text],
          fingerprint: text),
        clientCANames: [text]),
      responses: ["/version", "/healthz"].map {
        Response(path: $0, status: 200, headers: [HeaderField(name: text, value: text)], body: text)
      },
      unanswered: [UnansweredPath(path: text, reason: .closed)])
  }

  /// An API server that refuses strangers.
  static func lockedDown(target: Target = .sample()) -> Observation {
    .sample(
      target: target,
      tls: TLSFacts(
        handshake: .established, version: .tls13, clientCertificateRequested: true,
        clientCANames: ["CN=kubernetes"]),
      responses: ["/version", "/healthz"].map {
        Response(
          path: $0, status: 401,
          headers: [
            HeaderField(name: "Audit-Id", value: "5a847bb6-09cf-4f4d-b6bb-a0047528ce5f"),
            HeaderField(name: "Cache-Control", value: "no-cache, private"),
          ],
          body: #"{"kind":"Status","apiVersion":"v1","status":"Failure","code":401}"#)
      })
  }

  /// An API server that tells its version.
  static func leaking(target: Target = .sample(), version: String = "v1.36.2") -> Observation {
    .sample(
      target: target, tls: TLSFacts(handshake: .established, version: .tls13),
      responses: [
        Response(
          path: "/version", status: 200, body: #"{"gitVersion":"\#(version)","major":"1","minor":"36"}"#),
        Response(path: "/healthz", status: 200, body: "ok"),
      ])
  }
}

extension CertificateFacts {
  /// What kubeadm makes.
  static let sample = CertificateFacts(
    subject: "CN=kube-apiserver", issuer: "CN=kubernetes", serial: "5a847bb609cf4f4d",
    notBefore: .sample - 86_400, notAfter: .sample + 365 * 86_400,
    names: ["kubernetes", "kubernetes.default.svc", "10.96.0.1"],
    fingerprint: String(repeating: "0a", count: 32))

  /// What a kube-apiserver makes for its own client.
  static let loopbackClient = CertificateFacts(
    subject: "CN=apiserver-loopback-client@1795298695", issuer: "CN=apiserver-loopback-client-ca@1795298695",
    serial: "7c216ca6e0a982eb", notBefore: .sample - 3600, notAfter: .sample + 365 * 86_400,
    names: ["apiserver-loopback-client"], fingerprint: String(repeating: "0b", count: 32))
}
