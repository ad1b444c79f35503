import Fixtures
import Foundation
import SimulatedFleet
import Testing

@Suite("A configuration of apiexpose", .timeLimit(.minutes(10)))
struct ConfigurationCommandTests {
  /// Runs in a directory with these variables and no others, as cron and systemd do.
  private func run(
    _ arguments: [String], in directory: TemporaryDirectory, _ variables: [String] = []
  ) async throws -> Program.Outcome {
    let env = try #require(Program(named: "env"))
    return try await env.run(["-i"] + variables + [Command.path] + arguments, in: directory.path)
  }

  @Test("makes a scan of what stands in a file that is named, with paths from there")
  func file() async throws {
    try await withFleet([.kubeadmDefault]) { servers in
      let directory = try TemporaryDirectory()
      try FileManager.default.createDirectory(
        atPath: directory.file("team"), withIntermediateDirectories: true)
      _ = try directory.write(servers[0].target + " owner=a\n", to: "team/list.txt")
      _ = try directory.write(
        """
        # The scan of every night.
        targets: list.txt
        output: [report.csv, jsonl:lines]
        quiet: true
        deadline: 20s
        fail-on: [critical, incomplete]
        """, to: "team/night.yaml")
      let outcome = try await run(["scan", "--config", "team/night.yaml"], in: directory)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors == "")
      #expect(directory.text("team/report.csv")?.contains("owner=a") == true)
      #expect(directory.text("team/lines")?.contains("\"verdict\"") == true)

      let flag = try await run(
        ["scan", "--config", "team/night.yaml", "-o", "mine.csv", "--fail-on", "exposed"], in: directory)
      #expect(flag.status == 1, "\(flag.errors)")
      #expect(directory.text("mine.csv")?.contains("owner=a") == true)

      let variable = try await run(
        ["scan"], in: directory,
        ["APIEXPOSE_CONFIG=team/night.yaml", "APIEXPOSE_QUIET=false", "APIEXPOSE_OUTPUT=a.csv,b.csv"])
      #expect(variable.status == 0, "\(variable.errors)")
      #expect(variable.output != "")
      #expect(directory.text("b.csv")?.contains("owner=a") == true)
    }
  }

  @Test("is shown with the places that it comes from")
  func shown() async throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write("port: [6443, 443]\nretries: 2\ndeadline: 5s\n", to: "a.yaml")
    let arguments = ["scan", "--config", "a.yaml", "--deadline", "7s", "--show-config"]
    let text = try await run(arguments, in: directory, ["APIEXPOSE_RETRIES=3"])
    #expect(text.status == 0, "\(text.errors)")
    let rows = text.lines.map { $0.split(separator: " ").joined(separator: " ") }
    for row in [
      "deadline 7s option", "retries 3 variable APIEXPOSE_RETRIES", "port 6443,443 file a.yaml:1",
      "connect-timeout 3s default",
    ] { #expect(rows.contains(row), "\(row)") }
    let json = try await run(arguments + ["json"], in: directory, ["APIEXPOSE_RETRIES=3"])
    let wrong = try await run(arguments + ["127.0.0.1:1", "--show-config=xml"], in: directory)
    #expect(wrong.status == 64)
    #expect(wrong.errors.contains("--show-config xml: it takes one of text, json, schema"))
    let list = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
    let port = try #require(list.first { $0["option"] as? String == "port" })
    #expect(port["place"] as? String == "a.yaml:1")
    #expect(list.count == rows.count - 1)
  }

  @Test(
    "for other commands stands below their names",
    arguments: [("watch", "every", "30s"), ("report", "sort", "target")])
  func others(_ command: String, _ option: String, _ value: String) async throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write("deadline: 1s\n\(command):\n  \(option): \(value)\n", to: "a.yaml")
    let outcome = try await run([command, "--config", "a.yaml", "--show-config"], in: directory)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let rows = outcome.lines.map { $0.split(separator: " ").joined(separator: " ") }
    #expect(rows.contains("\(option) \(value) file a.yaml:3"))
    #expect(!rows.contains { $0.hasPrefix("deadline 1s") })
  }

  @Test("is found in the working directory, and says so; --no-config and variables leave it out")
  func found() async throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write("deadline: 5s\n", to: "apiexpose.yaml")
    let found = try await run(["scan", "--show-config"], in: directory)
    #expect(found.status == 0)
    #expect(
      found.errors.contains(
        "options are read from apiexpose.yaml in this directory; --no-config leaves it out"))
    #expect(found.output.contains("apiexpose.yaml:1"))
    for (arguments, variables) in [
      (["--no-config"], []), ([], ["APIEXPOSE_NO_CONFIG=true"]),
      ([], ["APIEXPOSE_CONFIG=/dev/null"]), (["--config", "/dev/null"], []),
    ] {
      let without = try await run(["scan", "--show-config=text"] + arguments, in: directory, variables)
      #expect(without.status == 0, "\(without.errors)")
      #expect(without.errors == "")
      #expect(!without.output.contains("apiexpose.yaml"))
    }
  }

  @Test("that is only found names no target and no file to write, and cannot silence that it was read")
  func stranger() async throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write(
      "targets: 127.0.0.9\noutput: a.csv\nquiet: true\nproxy: socks5://127.0.0.1\n", to: "apiexpose.yaml")
    let outcome = try await run(["scan", "127.0.0.1:1"], in: directory)
    #expect(outcome.status == 64)
    #expect(outcome.output == "")
    for line in [
      "apiexpose.yaml:1: targets", "apiexpose.yaml:2: output", "apiexpose.yaml:3: quiet",
      "apiexpose.yaml:4: ",
    ] {
      #expect(outcome.errors.contains(line))
    }
    #expect(!FileManager.default.fileExists(atPath: directory.file("a.csv")))
    let help = try await run(["scan", "--help"], in: directory)
    #expect(help.status == 0)
    let trusted = try await run(["scan", "--config", "apiexpose.yaml", "--show-config"], in: directory)
    #expect(trusted.errors.contains("proxy") == (trusted.status == 64))
  }

  @Test(
    "that is wrong is told with its place, and nothing is scanned",
    arguments: [
      ("deadline: soon\n", "c.yaml:1: deadline soon: write a number and its unit"),
      (
        "exclude: [\(Array(repeating: "10.0.0.1", count: 1001).joined(separator: ", "))]\n",
        "c.yaml:1: exclude has more than 1,000 values"
      ),
      ("\nretries: 99\n", "c.yaml:2: retries takes a number from 0 to 10"),
      ("format: cvs\n", "c.yaml:1: format cvs: did you mean csv?"),
      ("shard: 1/2\nshards: 2\n", "c.yaml:1: shard and shards exclude each other"),
      ("dedline: 5s\n", "c.yaml:1: apiexpose scan has no option dedline; did you mean deadline?"),
      ("port: 70000\n", "c.yaml:1: port: "),
      ("\ncomponents: kublet\n", "c.yaml:2: components does not take `kublet`: write a list of apiserver, "),
      ("randomize: seven\n", "c.yaml:1: randomize does not take `seven`"),
      ("exclude-file: missing.txt\n", "cannot read missing.txt: No such file or directory (c.yaml:1)"),
      ("a: b: c\n", "c.yaml:1: this is not YAML"),
      ("a: 1\na: 2\n", "the key a appears twice"),
      ("a: &a [1]\nb: [*a, *a]\n", "c.yaml:1: anchors"),
      ("port: 1\n---\nport: 2\n", "c.yaml:2: it holds several documents"),
      ("deadline: \"5s\n", "this is not YAML"),
      ("\u{0}", "c.yaml:1: it is not UTF-8 text"),
    ])
  func mistakes(_ yaml: String, _ problem: String) async throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write(yaml, to: "c.yaml")
    let outcome = try await run(["scan", "127.0.0.1:1", "--config", "c.yaml"], in: directory)
    #expect(outcome.status == (problem.hasPrefix("cannot") ? 66 : 64))
    #expect(outcome.output == "")
    #expect(outcome.errors.contains(problem), "\(outcome.errors)")
    #expect(!outcome.errors.contains("--deadline"))
  }

  @Test("that is wrong in several places is told with all of them, in the order of the lines")
  func allMistakes() async throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write(
      "format: cvs\nretries: 99\ndedline: 5s\ncomponents: kublet\nquiet: maybe\ndeadline: soon\nwatch:\n  evry: 1s\n",
      to: "c.yaml")
    let outcome = try await run(
      ["scan", "127.0.0.1:1", "--config", "c.yaml"], in: directory,
      ["APIEXPOSE_RATE=fast", "APIEXPOSE_ALL=maybe"])
    #expect(outcome.status == 64)
    let places = [
      "APIEXPOSE_ALL takes true or false", "APIEXPOSE_RATE fast", "c.yaml:1: format cvs",
      "c.yaml:2: retries takes",
      "c.yaml:3: apiexpose scan has no option dedline", "c.yaml:4: components does not take `kublet`",
      "c.yaml:5: quiet takes true or false", "c.yaml:6: deadline soon",
      "c.yaml:8: apiexpose watch has no option evry",
    ]
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.count == places.count, "\(outcome.errors)")
    for (line, place) in zip(lines, places) { #expect(line.contains(place), "\(line)") }
    let shown = try await run(["scan", "--config", "c.yaml", "--show-config"], in: directory)
    #expect(shown.status == 64 && shown.output.isEmpty && shown.errors.contains("c.yaml:6: deadline soon"))
  }

  @Test("tells the place of a mistake once, alone and among others", arguments: ["", "dedline: 5s\n"])
  func placeOnce(more: String) async throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write("output: x.pdf\n" + more, to: "c.yaml")
    let outcome = try await run(["scan", "127.0.0.1:1", "--config", "c.yaml"], in: directory)
    #expect(
      outcome.errors.contains("c.yaml:1: output x.pdf: its ending tells no format"), "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "c.yaml:1").count == 2, "\(outcome.errors)")
  }

  @Test("tells no mistake that only follows from another one, and the first 20 of many")
  func consequences() async throws {
    let directory = try TemporaryDirectory()
    // Without its format nothing would use the template.
    _ = try directory.write("format: templates\ntemplate: a.txt\n", to: "c.yaml")
    let one = try await run(["scan", "127.0.0.1:1", "--config", "c.yaml"], in: directory)
    #expect(
      one.errors.contains("c.yaml:1: format templates") && !one.errors.contains("c.yaml:2"), "\(one.errors)")
    _ = try directory.write((1...30).map { "key\($0): 1\n" }.joined(), to: "c.yaml")
    let many = try await run(["scan", "127.0.0.1:1", "--config", "c.yaml"], in: directory)
    #expect(many.errors.contains("c.yaml:20: ") && !many.errors.contains("c.yaml:21: "))
    #expect(many.errors.contains("and 10 more mistakes"), "\(many.errors)")
  }

  @Test("that is found and is a symbolic link is not followed, and nothing of what it leads to is told")
  func link() async throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write("secret-of-another-file: 5s\n", to: "secret")
    try FileManager.default.createSymbolicLink(
      atPath: directory.file("apiexpose.yaml"), withDestinationPath: "secret")
    let found = try await run(["scan", "127.0.0.1:1"], in: directory)
    #expect(found.status == 66)
    #expect(found.errors.contains("apiexpose.yaml: it is a symbolic link"), "\(found.errors)")
    #expect(!found.errors.contains("secret"))
    let named = try await run(["scan", "127.0.0.1:1", "--config", "apiexpose.yaml"], in: directory)
    #expect(named.status == 64 && named.errors.contains("secret-of-another-file"))
    #expect(try await run(["scan", "--no-config", "--show-config"], in: directory).status == 0)
  }

  @Test("by a variable that is wrong is told by its name")
  func wrongVariables() async throws {
    let directory = try TemporaryDirectory()
    let value = try await run(["scan", "127.0.0.1:1"], in: directory, ["APIEXPOSE_RETRIES=99"])
    #expect(value.status == 64)
    #expect(value.errors.contains("APIEXPOSE_RETRIES takes a number from 0 to 10"))
    let unknown = try await run(
      ["scan", "--show-config"], in: directory, ["APIEXPOSE_RETRY=1", "APIEXPOSE_PORT=tcp://10.0.0.11:9090"])
    #expect(unknown.status == 0)
    #expect(unknown.errors.contains("the variable APIEXPOSE_RETRY is not one of apiexpose's"))
    #expect(!unknown.errors.contains("APIEXPOSE_PORT"))
  }

  @Test("that cannot be read ends the command with 66")
  func unreadable() async throws {
    let directory = try TemporaryDirectory()
    let missing = try await run(["scan", "127.0.0.1:1", "--config", "none.yaml"], in: directory)
    #expect(missing.status == 66)
    #expect(missing.errors.contains("none.yaml: No such file"))
    let named = try await run(["scan", "127.0.0.1:1", "--config", directory.path], in: directory)
    #expect(named.status == 66)
    try FileManager.default.createDirectory(
      atPath: directory.file("apiexpose.yaml"), withIntermediateDirectories: true)
    let found = try await run(["scan", "127.0.0.1:1"], in: directory)
    #expect(found.status == 66)
    #expect(found.errors.contains("apiexpose.yaml: it is no regular file; --no-config leaves it out"))
    let both = try await run(["scan", "127.0.0.1:1", "--config", "/dev/null", "--no-config"], in: directory)
    #expect(both.status == 64)
    #expect(both.errors.contains("exclude each other"))
  }

  @Test("is bounded: size, depth and references")
  func bounds() async throws {
    let directory = try TemporaryDirectory()
    let laughs = (1...9).map {
      "a\($0): &a\($0) [\(Array(repeating: "*a\($0 - 1)", count: 9).joined(separator: ","))]"
    }
    for text in [
      "a0: &a0 [x]\n" + laughs.joined(separator: "\n"), String(repeating: "[", count: 100_000),
      "deadline: " + String(repeating: "5", count: 5 << 20),
      (1...20_000).map { "k\($0): 1" }.joined(separator: "\n"),
    ] {
      _ = try directory.write(text, to: "big.yaml")
      let outcome = try await run(["scan", "127.0.0.1:1", "--config", "big.yaml"], in: directory)
      #expect([64, 66].contains(outcome.status))
      #expect(outcome.errors.count < 4000)
    }
  }

  @Test("is not written over by a report")
  func overwritten() async throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write("deadline: 5s\n", to: "c.yaml")
    let outcome = try await run(
      ["scan", "127.0.0.1:1", "--config", "c.yaml", "-o", "csv:c.yaml"], in: directory)
    #expect(outcome.status == 64)
    #expect(directory.text("c.yaml") == "deadline: 5s\n")
  }

  @Test("in docs/configuration.md can be given")
  func example() async throws {
    let page = try DocumentationPage(path: "docs/configuration.md").text()
    let block = try #require(page.firstMatch(of: /(?s)```yaml\n(.*?)```/)).1
    let directory = try TemporaryDirectory()
    _ = try directory.write(String(block), to: "example.yaml")
    for command in ["scan", "watch", "report"] {
      let outcome = try await run([command, "--config", "example.yaml", "--show-config"], in: directory)
      #expect(outcome.status == 0, "\(command): \(outcome.errors)")
    }
  }

  @Test(
    "is what its JSON Schema describes",
    .enabled(if: try OutsideTool.pythonWithJSONSchema.isReady, "needs \(OutsideTool.pythonWithJSONSchema)"),
    arguments: [
      ("{}", true), ("null", true), ("{\"port\": [6443, 443], \"quiet\": true, \"components\": true}", true),
      ("{\"fail-on\": [\"exposed\"], \"deadline\": \"5s\", \"watch\": {\"every\": \"30s\"}}", true),
      ("{\"fail-on\": \"exposed\", \"retries\": 2, \"exclude\": []}", true),
      ("{\"dedline\": \"5s\"}", false), ("{\"quiet\": \"maybe\"}", false),
      ("{\"fail-on\": [\"none\"]}", false),
      ("{\"watch\": {\"output\": {}}}", false), ("{\"port\": []}", false), ("[]", false),
    ])
  func schema(_ text: String, _ isValid: Bool) async throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write(text, to: "c.json")
    let outcome = try await #require(OutsideTool.pythonWithJSONSchema.program).run([
      "-W", "ignore", "-c",
      "import json, sys, jsonschema; jsonschema.validate(json.load(open(sys.argv[2])), json.load(open(sys.argv[1])))",
      DocumentationPage.root.appending(path: "docs/configuration.schema.json").path, file,
    ])
    #expect((outcome.status == 0) == isValid, "\(outcome.errors.suffix(400))")
    let read = try await run(["scan", "--config", "c.json", "--show-config"], in: directory)
    #expect((read.status == 0) == isValid, "\(read.errors)")
  }
}
