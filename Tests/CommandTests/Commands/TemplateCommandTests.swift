import Fixtures
import SimulatedFleet
import Testing

@Suite("Templates and test reports of the command", .timeLimit(.minutes(10)))
struct TemplateCommandTests {
  /// The results of a leaking server, with its label.
  private func withResults(_ body: (TemporaryDirectory, String) async throws -> Void) async throws {
    let directory = try TemporaryDirectory()
    let lines = directory.file("a.jsonl")
    try await withFleet([.kubeadmDefault, .anonymousDisabled]) { servers in
      let list = try directory.write(servers.targetList, to: "targets.txt")
      let outcome = try await Command.run("scan", list, "-q", "-o", lines)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    try await body(directory, lines)
  }

  @Test("a template goes to standard output, or into the file that asks for it")
  func places() async throws {
    try await withResults { directory, lines in
      let template = try directory.write(
        "{{#endpoints}}{{verdict}}\n{{/endpoints}}", to: "verdicts.txt.mustache")
      let verdicts = "version_leak\nlocked_down\n"
      let printed = try await Command.run("report", lines, "--template", template)
      #expect(printed.output == verdicts)
      let quiet = try await Command.run(
        "report", lines, "--template", template, "-q", "-o", directory.file("b.csv"))
      #expect(quiet.output == verdicts)
      let filed = try await Command.run(
        "report", lines, "--template", template, "-o", "template:\(directory.file("out"))", "--format", "csv")
      #expect(filed.status == 0)
      #expect(filed.output.hasPrefix("scanned_at,"))
      #expect(directory.text("out") == verdicts)
    }
  }

  @Test("what is wrong with a template is told before anything is written")
  func refusals() async throws {
    try await withResults { directory, lines in
      let broken = try directory.write("a\n{{verdct}}\n", to: "t.json")
      let out = directory.file("out")
      let unknown = try await Command.run("report", lines, "--template", broken, "-o", "template:\(out)")
      #expect(unknown.status == 65)
      #expect(unknown.errors.contains("t.json:2: no value has the name verdct; did you mean verdict?"))
      #expect(directory.text("out") == nil)
      let missing = try await Command.run("report", lines, "--template", directory.file("none"))
      #expect(missing.status == 66)
      for arguments in [
        ["--format", "template"], ["-o", "template:\(out)"], ["--template", broken, "--format", "csv"],
      ] {
        let outcome = try await Command.run(["report", lines] + arguments)
        #expect(outcome.status == 64, "\(outcome.errors)")
      }
      let overwritten = try await Command.run("report", lines, "--template", broken, "-o", "csv:\(broken)")
      #expect(overwritten.status == 64, "\(overwritten.errors)")
      #expect(directory.text("t.json") == "a\n{{verdct}}\n")
    }
  }

  @Test("a test report fails where the exit status does")
  func testReport() async throws {
    try await withResults { directory, lines in
      let exposed = try await Command.run(
        "report", lines, "-q", "--fail-on", "exposed", "-o", directory.file("a.xml"))
      #expect(exposed.status == 1)
      #expect(directory.text("a.xml")?.contains(#"tests="2" failures="1""#) == true)
      let critical = try await Command.run(
        "report", lines, "-q", "--fail-on", "critical", "-o", directory.file("b.xml"))
      #expect(critical.status == 0)
      #expect(directory.text("b.xml")?.contains(#"tests="2" failures="0""#) == true)
    }
  }

  @Test("a scan writes test report, Shadowserver's report and template")
  func scan() async throws {
    let directory = try TemporaryDirectory()
    let template = try directory.write("{{summary.endpoints}}", to: "t")
    try await withFleet([.kubeadmDefault, .anonymousDisabled]) { servers in
      let list = try directory.write(servers.targetList, to: "targets.txt")
      let outcome = try await Command.run(
        "scan", list, "-q", "--fail-on", "exposed", "-o", directory.file("a.xml"),
        "-o", directory.file("a.shadowserver.csv"), "--template", template,
        "-o", "template:\(directory.file("out"))")
      #expect(outcome.status == 1)
    }
    #expect(directory.text("a.xml")?.contains(#"failures="1""#) == true)
    #expect(directory.text("a.shadowserver.csv")?.split(separator: "\r\n").count == 2)
    #expect(directory.text("out") == "2")
  }
}
