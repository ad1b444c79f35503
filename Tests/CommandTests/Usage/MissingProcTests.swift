import Fixtures
import Testing

/// A mount namespace in which nothing is at /proc, as in a bare chroot.
@Suite(
  "Where /proc is not mounted",
  .enabled(if: try OutsideTool.unshare.isReady, "needs \(OutsideTool.unshare)"),
  .enabled("this machine gives no mount namespace") { try await WithoutProc.run(["true"])?.status == 0 })
struct MissingProcTests {
  @Test("the command says so, and does not take an empty command line for the one that was typed")
  func refusal() async throws {
    let outcome = try #require(try await WithoutProc.run([Command.path, "scan", "127.2.0.1:1"]))
    #expect(outcome.status == 71)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("/proc is not mounted"))
  }
}

private enum WithoutProc {
  static func run(_ arguments: [String]) async throws -> Program.Outcome? {
    try await Program(named: "unshare")?.run(
      ["--user", "--map-root-user", "--mount", "sh", "-c", "mount -t tmpfs none /proc && exec \"$@\"", "sh"]
        + arguments)
  }
}
