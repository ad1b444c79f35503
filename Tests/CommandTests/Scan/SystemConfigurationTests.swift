import Fixtures
import SimulatedFleet
import Testing

@Suite("The machine's openssl.cnf", .timeLimit(.minutes(10)))
struct SystemConfigurationTests {
  @Test("makes the scanner neither blind nor different")
  func noInfluence() async throws {
    try await withFleet([.legacy, .kubeadmDefault]) { servers in
      let directory = try TemporaryDirectory()
      let configuration = try directory.write(
        """
        openssl_conf = all
        [all]
        ssl_conf = tls
        [tls]
        system_default = strict
        [strict]
        MinProtocol = TLSv1.3
        CipherString = DEFAULT:@SECLEVEL=5

        """, to: "openssl.cnf")
      let shell = try #require(Program(named: "sh"))
      let outcome = try await shell.run(
        [
          "-c", "export OPENSSL_CONF=\(configuration); exec \"$0\" \"$@\"", Command.path, "scan", "--format",
          "csv",
        ]
          + servers.map(\.target))
      #expect(Report(outcome.output)["tls_version"] == ["TLSv1.2", "TLSv1.3"])
      #expect(Report(outcome.output)["verdict"] == ["version_leak", "version_leak"])
    }
  }
}
