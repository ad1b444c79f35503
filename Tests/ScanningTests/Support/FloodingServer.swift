import Fixtures
import Foundation
import NIOOpenSSL
import SimulatedFleet
import Testing

/// The server of Benchmarks/Sources/hostile, which misuses TLS as its first argument says.
struct FloodingServer {
  private static let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../Benchmarks/Sources/hostile/hostile.c").standardized.path

  private let directory: TemporaryDirectory

  init() async throws {
    directory = try TemporaryDirectory()
    let compiler = try #require(OutsideTool.cCompiler.program)
    let flags = try await #require(Program(named: "pkg-config")).run(["--cflags", "--libs", "openssl"]).output
    let made = try await compiler.run(
      ["-o", directory.file("hostile"), Self.source]
        + flags.split(whereSeparator: \.isWhitespace).map(String.init))
    try #require(made.status == 0, "\(made.errors)")
    let identity = try CertificateAuthority(commonName: "kubernetes").issue(commonName: "kube-apiserver")
    try directory.write(identity.chainPEM(), to: "certificate.pem")
    try directory.write(identity.privateKeyPEM(), to: "key.pem")
  }

  /// Runs it on a free port for the length of a body.
  func running(_ kind: String, _ body: @Sendable (UInt16) async throws -> Void) async throws {
    let arguments = [kind, "0", directory.file("certificate.pem"), directory.file("key.pem")]
    _ = try await Program(at: directory.file("hostile")).running(arguments) { server in
      let line = await server.output.line(startingWith: "ready ")
      let port = try #require(line?.split(separator: " ").last.flatMap { UInt16($0) })
      try await body(port)
      try server.signal(.kill)
    }
  }
}
