import Fixtures
import Testing

@testable import Scanning

@Suite(
  "curl", .enabled(if: try OutsideTool.curl.isReady, "needs \(OutsideTool.curl)"), .timeLimit(.minutes(10)))
struct CurlTests {
  @Test("reads what the reader of answers reads", arguments: FramingFixture.all.filter(\.isCurls))
  func framing(_ fixture: FramingFixture) async throws {
    if fixture.isOtherInCurl8, try await Self.majorVersion() >= 8 { return }
    let body = try await output(for: fixture.bytes)
    #expect(body == fixture.body ?? "")
  }

  @Test("decodes what is decoded here", arguments: CodingFixture.all.filter(\.isCurls))
  func coding(_ fixture: CodingFixture) async throws {
    let head = "HTTP/1.1 200 OK\r\nContent-Encoding: \(fixture.coding)\r\n\r\n"
    let body = try await output(for: Array(head.utf8) + fixture.bytes, ["--compressed"])
    #expect(body == fixture.body)
  }

  /// The first number of curl's version: `curl 7.88.1 (x86_64-pc-linux-gnu) ...`.
  private static func majorVersion() async throws -> Int {
    let program = try #require(OutsideTool.curl.program)
    let text = try await program.run(["--version"]).output
    return try #require(text.firstMatch(of: /^curl (\d+)\./).flatMap { Int($0.1) })
  }

  /// What curl puts out for the bytes of one connection.
  private func output(for bytes: [UInt8], _ options: [String] = []) async throws -> String {
    let program = try #require(OutsideTool.curl.program)
    return try await ScriptedServer.running(
      script: { _ in [.awaitRequests(1), .sendBytes(bytes), .close] }
    ) { server in
      let arguments = ["-q", "-s", "-k", "--noproxy", "*"] + options
      return try await program.run(arguments + ["http://127.0.0.1:\(server.port)/version"]).output
    }
  }
}
