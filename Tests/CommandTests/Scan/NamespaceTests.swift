import Fixtures
import Testing

/// A network of one's own, in which a firewall's silence can be had: what goes into its one pair of interfaces is lost.
@Suite(
  "A network namespace",
  .enabled(if: try OutsideTool.ip.isReady, "needs \(OutsideTool.ip)"),
  .enabled(if: try OutsideTool.unshare.isReady, "needs \(OutsideTool.unshare)"),
  .enabled("this machine gives no network namespace with a pair of interfaces") {
    try await Namespace.run(["true"])?.status == 0
  }, .timeLimit(.minutes(10)))
struct NamespaceTests {
  @Test("where packets are dropped has filtered ports, where routes are missing unreachable ones")
  func verdicts() async throws {
    let outcome = try #require(
      try await Namespace.run([
        Command.path, "scan", "198.18.0.10-12", "198.19.0.1", "127.0.0.1", "--format", "csv",
        "--connect-timeout", "200ms",
      ]))
    #expect(outcome.status == 0)
    let report = Report(outcome.output)
    #expect(report["verdict"] == ["filtered", "filtered", "filtered", "unreachable", "closed"])
    #expect(report["attempts"] == ["2", "2", "2", "1", "1"])
    #expect(report["error"][3].contains("route") || report["error"][3].contains("unreachable"))
    #expect(outcome.errors.contains("5 endpoints did not answer"))
  }

  @Test("leaves through the interface and from the address that are named")
  func origin() async throws {
    let lost = try #require(
      try await Namespace.run([
        Command.path, "scan", "198.18.0.10", "127.0.0.1", "--interface", "lost", "--format", "csv",
        "--connect-timeout", "200ms", "--retries", "0",
      ]))
    // Bound to the pair, even loopback is reached by way of it, and so is not.
    #expect(Report(lost.output)["verdict"] == ["filtered", "filtered"])
    let own = try #require(
      try await Namespace.run([
        Command.path, "scan", "127.0.0.1", "--interface", "lo", "--source-address", "127.0.0.9", "--format",
        "csv",
      ]))
    #expect(Report(own.output)["verdict"] == ["closed"])
  }

  @Test("without any network says that nobody knows the addresses of names")
  func unresolved() async throws {
    let outcome = try #require(
      try await Namespace.run([Command.path, "scan", "api.example.com", "--format", "csv"]))
    #expect(outcome.status == 0)
    let report = Report(outcome.output)
    #expect(report["verdict"] == ["failed"] && report["posture"] == ["unknown"])
    #expect(report["error"].first?.contains("the name server did not answer") == true)
    #expect(report["target"] == ["api.example.com"] && report["address"] == [""])
  }
}

private enum Namespace {
  /// Runs a command in a network of its own; nil where there is no `unshare`.
  static func run(_ arguments: [String]) async throws -> Program.Outcome? {
    let setup = """
      PATH="$PATH:/usr/sbin:/sbin"
      ip link set lo up && ip link add lost type veth peer name void && ip link set lost arp off &&
        ip addr add 198.18.0.1/24 dev lost && ip link set lost up && ip link set void up &&
        ip route add unreachable 198.19.0.0/24 && exec "$@"
      """
    return try await Program(named: "unshare")?.run(
      ["--user", "--map-root-user", "--net", "sh", "-c", setup, "sh"] + arguments)
  }
}
