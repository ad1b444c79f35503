import Exposure
import Fixtures
import Foundation
import NIOOpenSSL
import SimulatedFleet
import Scanning
import Testing

@Suite(
  "nginx", .enabled(if: try OutsideTool.nginx.isReady, "needs \(OutsideTool.nginx)"),
  .enabled(if: OwnAddress.isAvailable, "127/8 is not all of this machine"), .timeLimit(.minutes(10)))
struct NginxTests {
  @Test(
    "with the recorded bodies of a kube-apiserver is judged as one",
    arguments: [
      ("anonymous-default", Verdict.versionLeak), ("anonymous-disabled", .lockedDown),
      ("anonymous-health-only", .healthOnly),
    ])
  func recordedBodies(_ state: String, _ verdict: Verdict) async throws {
    let directory = try TemporaryDirectory()
    let locations = try ["version", "healthz"].map { path in
      let answer = try #require(try Transcript(named: "\(state)-\(path)").answers.first)
      let type = answer.headers.first { $0.name == "Content-Type" }?.value ?? "text/plain"
      // nginx would look for variables in a body that stands in its configuration.
      let file = try directory.write(answer.body, to: path)
      let action = answer.status == 200 ? "alias \(file);" : "return \(answer.status) '\(answer.body)';"
      return "location = /\(path) { types {} default_type \"\(type)\"; \(action) }"
    }
    try await NginxServer().running(locations.joined(separator: "\n")) { target in
      let observation = try #require(try await observe([target]).first)
      #expect(assess(observation).verdict == verdict)
      #expect(observation.attempts == 1)
      #expect(observation.tls?.alpn == "http/1.1")
    }
  }

  @Test("with many clusters below paths of its own is asked below each, as Rancher's proxy is")
  func prefixes() async throws {
    let locations = """
      location = /k8s/clusters/c-m-1/version {
        return 200 '{"major": "1", "minor": "36", "gitVersion": "v1.36.2", "gitCommit": "x", "goVersion": "go1.26"}'; }
      location = /k8s/clusters/c-m-1/healthz { return 200 'ok'; }
      location /k8s/clusters/c-m-2/ { return 401 '{"type":"error","status":"401","code":"Unauthorized"}'; }
      location / { return 404; }
      """
    try await NginxServer().running(locations) { target in
      let observations = try await observe(
        ["https://\(target):6443/k8s/clusters/c-m-1", "https://\(target):6443/k8s/clusters/c-m-2/", target])
      #expect(observations.map { $0.responses.map(\.status) } == [[200, 200], [401, 401], [404, 404]])
      #expect(observations.first?.response(to: .version)?.body.contains("v1.36.2") == true)
      #expect(observations.first.map { assess($0) }?.verdict == .versionLeak)
      #expect(observations.last.map { assess($0) }?.verdict == .notKubernetes)
    }
  }

  @Test("is given the name of tls-server-name in SNI and Host, on the address that stands before it")
  func serverName() async throws {
    let locations = "location / { return 200 '$ssl_server_name $http_host $uri'; }"
    try await NginxServer().running(locations) { target in
      let observations = try await observe([
        "\(target) tls-server-name=api.example.com",
        "https://\(target):6443/a/b tls-server-name=api.example.com", target,
      ])
      #expect(
        observations.compactMap { $0.response(to: .version)?.body } == [
          "api.example.com api.example.com:6443 /version",
          "api.example.com api.example.com:6443 /a/b/version",
          " \(target):6443 /version",
        ])
      #expect(observations.allSatisfy { $0.endpoint.address?.description == target })
    }
  }

  @Test("that closes after each request is asked on two connections")
  func withoutKeepAlive() async throws {
    let locations = """
      keepalive_timeout 0;
      location = /version { return 200 '{"major": "1", "minor": "36", "gitVersion": "v1.36.2"}'; }
      location = /healthz { return 200 'ok'; }
      """
    try await NginxServer().running(locations) { target in
      let observation = try #require(try await observe([target]).first)
      #expect(observation.responses.map(\.body.utf8.count) == [54, 2])
      #expect(observation.attempts == 2)
    }
  }

  @Test("with its own pages is no Kubernetes")
  func ownPages() async throws {
    try await NginxServer().running("location / { return 404; }") { target in
      let observation = try #require(try await observe([target]).first)
      #expect(observation.responses.map(\.status) == [404, 404])
      #expect(assess(observation).verdict == .notKubernetes)
    }
  }

  @Test("that gzips, chunks and turns away is read all the same")
  func proxyHabits() async throws {
    let locations = """
      location = /version { return 503 'busy'; }
      location = /healthz { return 302 https://login.example.com/; }
      """
    try await NginxServer().running(locations) { target in
      let observation = try #require(try await observe([target]).first)
      #expect(observation.responses.map(\.status) == [503, 302])
    }
  }
}

/// nginx over TLS on an address of 127/8 of its own, so that the port is its own too.
struct NginxServer {
  /// Runs it for the length of a body, which is given the target; `locations` go into its server block.
  func running(_ locations: String, _ body: @Sendable (String) async throws -> Void) async throws {
    let program = try #require(OutsideTool.nginx.program)
    let directory = try TemporaryDirectory()
    let identity = try TLSIdentity.selfSigned(commonName: "kube-apiserver", names: ["kubernetes"])
    try directory.write(identity.chainPEM(), to: "certificate.pem")
    try directory.write(identity.privateKeyPEM(), to: "key.pem")
    let address = OwnAddress.any()
    let path = directory.path
    let configuration = """
      daemon off;
      pid \(path)/nginx.pid;
      error_log stderr notice;
      \(geteuid() == 0 ? "user root;" : "")
      events {}
      http {
        access_log off;
        client_body_temp_path \(path)/body;
        proxy_temp_path \(path)/proxy;
        fastcgi_temp_path \(path)/fastcgi;
        uwsgi_temp_path \(path)/uwsgi;
        scgi_temp_path \(path)/scgi;
        server {
          listen \(address):6443 ssl;
          ssl_certificate \(path)/certificate.pem;
          ssl_certificate_key \(path)/key.pem;
          \(locations)
        }
      }
      """
    let file = try directory.write(configuration, to: "nginx.conf")
    let outcome = try await program.running(["-p", path, "-e", "stderr", "-c", file]) { server in
      await server.errors.wait(for: "start worker process ")
      try await body(address)
      try server.signal(.terminate)
    }
    #expect(outcome.status == 0, "\(outcome.errors)")
  }
}
