import Fixtures
import Foundation
import SimulatedFleet
import Testing

@Suite("The webhook of docs/operation.md", .timeLimit(.minutes(10)))
struct WebhookTests {
  private static let isReady: Bool = {
    (try? OutsideTool.curl.isReady) == true && (try? OutsideTool.python.isReady) == true
  }()

  /// Takes one request on a port that it writes into a file, and writes the body into another one.
  private static let receiver = """
    import http.server, os
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            open("received", "wb").write(body)
            self.send_response(204)
            self.end_headers()
        def log_message(self, *arguments): pass
    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    open("port.new", "w").write(str(server.server_port))
    os.rename("port.new", "port")
    server.timeout = 60
    server.handle_request()
    """

  /// The block of the page that scans and sends, with the receiver for the hook.
  private static func script() throws -> String {
    let blocks = try DocumentationPage(path: "docs/operation.md").text().matches(
      of: /```\n((?:(?!```)[\s\S])*)```/)
    let block = try #require(
      blocks.map { String($0.1) }.first { $0.contains("--data-binary @changes.jsonl") })
    #expect(block.contains("https://hooks.example.com/apiexpose"))
    return block.replacing("https://hooks.example.com/apiexpose", with: "http://127.0.0.1:$(cat port)/")
      .replacing("apiexpose scan", with: "'\(Command.path)' scan")
  }

  @Test(
    "gets a JSON object for each change, and no call where nothing changed",
    .enabled(if: isReady, "needs \(OutsideTool.curl), and \(OutsideTool.python)"))
  func changes() async throws {
    let directory = try TemporaryDirectory()
    let script = try Self.script()
    let shell = Program(at: "/bin/sh")
    try await withFleet([.anonymousDisabled, .kubeadmDefault]) { servers in
      let lines = servers.targetList.split(separator: "\n").map(String.init)
      // The first scan has nothing to compare with, and the second one finds the same.
      try directory.write(lines[0] + "\n", to: "targets.txt")
      for _ in 1...2 {
        let outcome = try await shell.run(["-c", script], in: directory.path)
        #expect(outcome.status == 0, "\(outcome.errors)")
      }
      #expect(directory.text("changes.jsonl") == "")
      try directory.write(lines.joined(separator: "\n"), to: "targets.txt")
      let sending =
        """
        python3 -c '\(Self.receiver)' &
        until [ -e port ]; do :; done
        \(script)
        wait
        """
      let outcome = try await shell.run(["-c", sending], in: directory.path)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    let received = try #require(directory.text("received"))
    let objects = try received.split(separator: "\n").map {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
    #expect(objects.map { $0?["change"] as? String } == ["newly_exposed"])
    #expect(objects.first??["verdict_after"] as? String == "version_leak")
    #expect(objects.first??["port"] is Int)
  }
}
