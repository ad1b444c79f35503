import Exposure
import Fixtures
import Foundation
import NIOOpenSSL
import SimulatedFleet
import Scanning
import Testing

@Suite(
  "openssl s_server",
  .enabled(if: try OutsideTool.openssl.isReady, "needs \(OutsideTool.openssl)"),
  .timeLimit(.minutes(10)))
struct OpenSSLServerTests {
  @Test(
    "is talked to in the only version that it speaks",
    arguments: [("-tls1", TLSVersion.tls10), ("-tls1_1", .tls11), ("-tls1_2", .tls12), ("-tls1_3", .tls13)],
    [TLSKeyKind.p256, .rsa2048])
  func versions(_ only: (option: String, version: TLSVersion), _ key: TLSKeyKind) async throws {
    let server = try OpenSSLServer(key: key)
    try await server.running([only.option, "-cipher", "ALL:@SECLEVEL=0"]) { port in
      let observation = try await observe(port: port)
      #expect(observation.tls?.handshake == .established)
      #expect(observation.tls?.version == only.version)
      #expect(observation.tls?.cipher != nil)
      #expect(observation.tls?.certificate?.names == ["kubernetes.default.svc", "10.96.0.1"])
      #expect(observation.tls?.clientCertificateRequested == false)
      #expect(observation.responses.map(\.status) == [200, 200])
      #expect(assess(observation).verdict == .versionLeak)
      #expect(assess(observation).findings.contains { $0.id == .weakTLS } == (only.version <= .tls11))
    }
  }

  @Test(
    "that demands a client certificate is recognised, and its authorities are kept",
    arguments: [("-tls1_2", UInt8(40)), ("-tls1_3", 116)])
  func clientCertificate(_ option: String, _ alert: UInt8) async throws {
    let server = try OpenSSLServer(key: .p256)
    let arguments = [
      option, "-Verify", "1", "-verify_return_error", "-CAfile", server.directory.file("authority.pem"),
    ]
    try await server.running(arguments) { port in
      let observation = try await observe(port: port)
      #expect(observation.tls?.alert == alert)
      #expect(observation.tls?.clientCertificateRequested == true)
      #expect(observation.tls?.clientCANames == ["CN=kubernetes"])
      #expect(observation.responses.isEmpty)
      #expect(assess(observation).verdict == .clientCertificateRequired)
    }
  }

  @Test("that only asks for a client certificate answers without one")
  func optionalCertificate() async throws {
    let server = try OpenSSLServer(key: .p256)
    try await server.running(["-verify", "1", "-CAfile", server.directory.file("authority.pem")]) { port in
      let observation = try await observe(port: port)
      #expect(observation.tls?.clientCertificateRequested == true)
      #expect(observation.tls?.clientCANames == ["CN=kubernetes"])
      #expect(assess(observation).verdict == .versionLeak)
    }
  }

  @Test(
    "is understood whatever suite of TLS 1.2 it insists on",
    arguments: [
      "AES128-SHA", "AES256-SHA256", "AES128-GCM-SHA256", "AES256-CCM8", "CAMELLIA256-SHA256",
      "DHE-RSA-AES256-SHA", "DHE-RSA-CAMELLIA128-SHA256", "ARIA128-GCM-SHA256", "ECDHE-RSA-AES256-SHA384",
      "ECDHE-RSA-CHACHA20-POLY1305", "ECDHE-ARIA256-GCM-SHA384",
    ])
  func suites(_ suite: String) async throws {
    let server = try OpenSSLServer(key: .rsa2048)
    try await server.running(["-tls1_2", "-cipher", "\(suite):@SECLEVEL=0"]) { port in
      let observation = try await observe(port: port)
      #expect(observation.tls?.cipher == suite)
      #expect(assess(observation).verdict == .versionLeak)
    }
  }

  @Test(
    "shows its certificate whatever key it has",
    arguments: [
      "rsa:1024", "rsa-pss", "ec -pkeyopt ec_paramgen_curve:P-384", "ec -pkeyopt ec_paramgen_curve:P-521",
      "ed25519", "ed448",
    ], ["-tls1_2", "-tls1_3"])
  func keys(_ key: String, _ version: String) async throws {
    let server = try OpenSSLServer(key: .p256)
    let program = try #require(OutsideTool.openssl.program)
    let made = try await program.run(
      ["req", "-x509", "-newkey"] + key.split(separator: " ").map(String.init) + [
        "-nodes", "-subj", "/CN=kube-apiserver", "-keyout", "key.pem", "-out", "certificate.pem",
      ], in: server.directory.path)
    try #require(made.status == 0, "\(made.errors)")
    try await server.running([version, "-cipher", "ALL:@SECLEVEL=0"]) { port in
      let observation = try await observe(port: port)
      #expect(observation.tls?.certificate?.subject == "CN=kube-apiserver")
      #expect(assess(observation).verdict == .versionLeak)
    }
  }

  @Test("with no cipher in common is a TLS failure with its alert")
  func noCommonCipher() async throws {
    let server = try OpenSSLServer(key: .p256)
    // Anonymous suites show no certificate, so the scanner does not offer them.
    try await server.running(["-tls1_2", "-cipher", "aNULL:@SECLEVEL=0"]) { port in
      let observation = try await observe(port: port)
      #expect(observation.tls?.handshake == .alert)
      #expect(assess(observation).verdict == .tlsFailed)
    }
  }
}

/// A web server by `openssl s_server` whose answers are the recorded ones of kubeadm's default.
struct OpenSSLServer {
  let directory: TemporaryDirectory

  init(key: TLSKeyKind) throws {
    directory = try TemporaryDirectory()
    let authority = try CertificateAuthority(commonName: "kubernetes")
    let identity = try authority.issue(
      commonName: "kube-apiserver", names: ["kubernetes.default.svc"], addresses: ["10.96.0.1"], key: key)
    try directory.write(identity.chainPEM(), to: "certificate.pem")
    try directory.write(identity.privateKeyPEM(), to: "key.pem")
    try directory.write(authority.certificatePEM(), to: "authority.pem")
    for path in ["version", "healthz"] {
      let answer = try Transcript.bytes(named: "anonymous-default-\(path)")
      try directory.write(answer, to: path)
    }
  }

  /// Runs it on a free port for the length of a body. It serves files as whole answers, one a connection.
  func running(_ arguments: [String], _ body: @Sendable (UInt16) async throws -> Void) async throws {
    let program = try #require(OutsideTool.openssl.program)
    let common = [
      "s_server", "-accept", "127.0.0.1:0", "-HTTP", "-cert", "certificate.pem", "-key", "key.pem",
    ]
    _ = try await program.running(common + arguments, in: directory.path) { server in
      let line = await server.output.line(startingWith: "ACCEPT ")
      let port = try #require(line?.split(separator: ":").last.flatMap { UInt16($0) })
      try await body(port)
      try server.signal(.kill)
    }
  }
}
