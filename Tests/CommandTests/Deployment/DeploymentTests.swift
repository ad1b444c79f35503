import Fixtures
import Foundation
import Testing

@Suite("What is shipped for cron and systemd")
struct DeploymentTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../Deploy").standardizedFileURL

  @Test(
    "the units pass systemd-analyze verify",
    .enabled(if: try OutsideTool.systemdAnalyze.isReady, "needs \(OutsideTool.systemdAnalyze)"))
  func units() async throws {
    let directory = try TemporaryDirectory()
    var units: [String] = []
    for name in ["apiexpose.service", "apiexpose.timer"] {
      let text = try String(contentsOf: Self.folder.appending(path: "systemd/\(name)"), encoding: .utf8)
      // The program is wherever the tests built it.
      units.append(
        try directory.write(text.replacing("/usr/local/bin/apiexpose", with: Command.path), to: name))
    }
    let outcome = try await #require(OutsideTool.systemdAnalyze.program).run(["verify", "--man=no"] + units)
    #expect(outcome.status == 0)
    #expect(!(outcome.output + outcome.errors).contains("apiexpose."))
  }

  @Test(
    "the commands in them are commands of this program",
    arguments: ["cron/apiexpose", "systemd/apiexpose.service"])
  func commands(_ name: String) async throws {
    let directory = try TemporaryDirectory()
    let list = try directory.write("127.2.0.1:1\n", to: "targets.txt")
    let history = directory.file("h.sqlite")
    let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") && $0.contains("apiexpose ") }
    let commands = lines.compactMap { line in
      line.firstRange(of: /apiexpose (scan|history)/).map {
        line[$0.lowerBound...].dropFirst("apiexpose ".count)
      }
    }
    #expect(!commands.isEmpty)
    for command in commands {
      let arguments = command.split(separator: " ").map { word in
        word.hasSuffix("targets.txt") ? list : word.hasSuffix("exposure.sqlite") ? history : String(word)
      }
      let outcome = try await Command.run(arguments)
      #expect(outcome.status == 0)
      #expect(outcome.output.isEmpty)
    }
  }
}
