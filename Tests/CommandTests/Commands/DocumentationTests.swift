import ArgumentParser
import Exposure
import Fixtures
import Foundation
import Reporting
import SimulatedFleet
import Testing

@testable import CommandSupport
@testable import apiexpose

@Suite("The documentation", .timeLimit(.minutes(10)))
struct DocumentationTests {
  private static let verdicts = DocumentationPage(path: "docs/verdicts.md")
  private static let output = DocumentationPage(path: "docs/output.md")
  private static let restart = DocumentationPage(path: "docs/restart.md")

  private static let judgements = [
    Verdict.allCases.map(\.rawValue), Posture.allCases.map(\.rawValue), Severity.allCases.map(\.rawValue),
    FindingID.allCases.map(\.rawValue), APIServerSign.allCases.map(\.rawValue),
    Component.allCases.map(\.rawValue),
  ].flatMap(\.self)

  @Test("docs/verdicts.md names every verdict, posture, severity, finding, sign and component")
  func identifiers() throws {
    let spans = Set(try Self.verdicts.codeSpans())
    #expect(Self.judgements.filter { !spans.contains($0) } == [])
    #expect(AccessPath.allCases.count == 14, "docs/verdicts.md, README.md and SECURITY.md say fourteen")
  }

  @Test(
    "the tables of docs/verdicts.md give each verdict its posture and severity", arguments: Verdict.allCases)
  func row(_ verdict: Verdict) throws {
    let start = "| `\(verdict.rawValue)` | \(verdict.posture.rawValue) | \(verdict.severity.rawValue) |"
    #expect(try Self.verdicts.text().contains("\n\(start) "))
  }

  @Test("docs/output.md names every column, in its order")
  func columns() throws {
    let rows = try Self.output.text().matches(of: /\n\| `([a-z_]+)` \|/).map { String($0.1) }
    let names = Column.allCases.map(\.name)
    // The table of columns is the first one that begins with them.
    let start = try #require(rows.firstIndex(of: names[0]))
    #expect(Array(rows[start...].prefix(names.count)) == names)
  }

  @Test("docs/output.md names every format with its ending and every exit status")
  func contract() throws {
    let spans = Set(try Self.output.codeSpans())
    let endings = OutputFormat.allCases.compactMap(\.endings.first).map { ".\($0)" }
    let words = OutputFormat.allCases.map(\.rawValue) + endings
    #expect(words.filter { !spans.contains($0) } == [])
    let statuses: [ExitCode] = [
      .success, .failedOn, .wrongUsage, .badTargets, .badData, .badKnowledge, .noInput, .proxyFailed,
      .systemError,
      .cannotCreate, .writeFailed,
    ]
    let text = try Self.output.text()
    for status in statuses { #expect(text.contains("\n| \(status.rawValue) | "), "\(status)") }
  }

  @Test("docs/output.md names every key of a change")
  func changes() throws {
    let text = ChangeReport([], since: "").text(.csv)
    let keys = try #require(text.split(separator: "\r\n").first).split(separator: ",").map(String.init)
    #expect(keys.count == 14)
    let spans = Set(try Self.output.codeSpans())
    #expect(keys.filter { !spans.contains($0) } == [])
  }

  @Test("docs/restart.md and docs/output.md name every judgement and state of a watch")
  func watching() throws {
    let spans = Set(try Self.restart.codeSpans())
    let judgements: [TimelineJudgement] = [
      .steady, .restartedOnce, .restarted(times: 2), .restartLoop(distance: 1, isTrap: true), .severalServers,
      .startUnknown, .neverUp,
    ]
    #expect(judgements.map(\.name).filter { !spans.contains($0) } == [])
    let states = Set(try Self.output.codeSpans())
    #expect(EndpointState.allCases.map(\.rawValue).filter { !states.contains($0) } == [])
  }

  @Test("docs/output.md names every key of JSON Lines, every metric and every column of a history")
  func keys() async throws {
    let text = try Self.output.text()
    let directory = try TemporaryDirectory()
    let (lines, metrics, history) = (
      directory.file("a.jsonl"), directory.file("a.prom"), directory.file("a.sqlite")
    )
    try await withFleet { servers in
      let list = try directory.write(servers.targetList, to: "targets.txt")
      let outcome = try await Command.run(
        "scan", list, "--access", "--shard", "1/1", "-q", "-o", lines, "-o", metrics, "--history", history)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    var keys: Set<String> = []
    for line in try String(contentsOfFile: lines, encoding: .utf8).split(separator: "\n") {
      Self.collect(try JSONSerialization.jsonObject(with: Data(line.utf8)), into: &keys)
    }
    #expect(keys.count > 40)
    #expect(keys.filter { !Self.hasWord($0, text) } == [])
    let families = try String(contentsOfFile: metrics, encoding: .utf8).matches(of: /# TYPE (\S+)/).map {
      String($0.1)
    }
    #expect(families.count == 14)
    #expect(families.filter { !text.contains("| `\($0)` |") } == [])
    guard try OutsideTool.python.isReady, let python = OutsideTool.python.program else { return }
    let columns = try await python.run([
      "-c",
      """
      import sqlite3, sys
      base = sqlite3.connect(sys.argv[1])
      for table in ("scans", "endpoints", "results", "lines"):
          print(table, *(row[1] for row in base.execute(f"PRAGMA table_info({table})")))
      """,
      history,
    ])
    #expect(columns.status == 0)
    let names = Set(columns.output.split(whereSeparator: \.isWhitespace).map(String.init))
    #expect(names.count > 30)
    #expect(names.filter { !Self.hasWord($0, text) } == [])
  }

  @Test("docs/knowledge.md names every member of the knowledge file, and everybody who can use a flaw")
  func knowledge() throws {
    let text = try DocumentationPage(path: "docs/knowledge.md").text()
    let file = DocumentationPage.root.appending(path: "Sources/Exposure/Knowledge/Data/knowledge.json")
    var object = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    // The signs of distributions are described in CONTRIBUTING.md.
    object["distributions"] = [[String: Any]]()
    var keys: Set<String> = []
    Self.collect(object, into: &keys)
    #expect(keys.count > 25)
    #expect(keys.filter { !Self.hasWord($0, text) } == [])
    #expect(Attacker.allCases.map(\.rawValue).filter { !text.contains("`\($0)`") } == [])
  }

  private static func collect(_ value: Any, into keys: inout Set<String>) {
    switch value {
    case let object as [String: Any]:
      for (key, value) in object {
        keys.insert(key)
        collect(value, into: &keys)
      }
    case let array as [Any]: for value in array { collect(value, into: &keys) }
    default: break
    }
  }

  private static func hasWord(_ word: String, _ text: String) -> Bool {
    text.ranges(of: word).contains { range in
      let before = range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : " "
      let after = range.upperBound < text.endIndex ? text[range.upperBound] : " "
      return ![before, after].contains { $0.isLetter || $0 == "_" }
    }
  }
}

/// What a page says of the command line and of the repository.
@Suite("The pages of the documentation")
struct DocumentationPageTests {
  /// Options of other programs, of kube-apiserver for the most part, and of the project's own scripts.
  private static let foreign: Set = [
    "--anonymous-auth", "--authentication-config", "--feature-gates", "--oidc", "--insecure-port",
    "--insecure-bind-address", "--patches", "--discovery-file", "--parallel", "--name", "--scanner-only",
    "--smoke",
    "--query", "--zstd", "--strip-components",
    "--rebuild", "--packages", "--now", "--minutes",
    "--program", "--runs", "--json", "--tests", "--filter", "--strict", "--recursive", "--build-tests",
    "--fail", "--header", "--data", "--data-binary", "--request", "--netrc", "--compact-output",
    "--raw-input",
    "--slurp",
  ]

  /// The options in the help of the command and all below it.
  private static let own = options(of: Apiexpose.self)

  private static func options(of command: any ParsableCommand.Type) -> Set<String> {
    let help = Apiexpose.helpMessage(for: command)
    return command.configuration.subcommands.reduce(
      into: Set(help.matches(of: /--[a-z][a-z0-9-]*/).map { String($0.0) })
    ) { $0.formUnion(options(of: $1)) }
  }

  @Test("mention no option that no command has", arguments: DocumentationPage.all)
  func options(_ page: DocumentationPage) throws {
    let text = try (page.codeSpans() + page.codeLines()).joined(separator: "\n")
    let options = Set(
      text.matches(of: /(?:^|[\s(\[|])(--[a-z][a-z0-9]*(?:-[a-z0-9]+)*)/).map { String($0.1) })
    #expect(options.subtracting(Self.foreign).subtracting(Self.own) == [])
  }

  @Test(
    "mention, as the sentences of reports do, only options that there are", arguments: OptionName.allCases)
  func named(_ option: OptionName) {
    #expect(Self.own.contains(option.rawValue))
  }

  @Test("show commands that can be given", arguments: DocumentationPage.all)
  func commands(_ page: DocumentationPage) throws {
    let commands = try page.codeLines().compactMap { line in
      line.firstMatch(of: /(?:^|\$ |bin\/)apiexpose ([^|>#]*)/).map {
        $0.1.split(separator: " ").map(String.init)
      }
    }
    for command in commands {
      #expect(throws: Never.self, "apiexpose \(command.joined(separator: " "))") {
        _ = try Apiexpose.parseAsRoot(command)
      }
    }
  }

  @Test("name files that are there", arguments: DocumentationPage.all)
  func files(_ page: DocumentationPage) throws {
    let folders = ["Sources/", "Tests/", "Scripts/", "Deploy/", "Benchmarks/", "Fuzz/", "docs/", ".ci/"]
    let paths = try page.codeSpans().compactMap { span in span.split(separator: " ").first.map(String.init) }
      .filter { path in folders.contains(where: path.hasPrefix) }
    for path in paths {
      let url = DocumentationPage.root.appending(path: path)
      #expect(FileManager.default.fileExists(atPath: url.path), "\(path)")
    }
  }

  @Test("link to files and headings that are there", arguments: DocumentationPage.all)
  func links(_ page: DocumentationPage) throws {
    for link in try page.links() {
      let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let url =
        parts[0].isEmpty
        ? page.url : page.url.deletingLastPathComponent().appending(path: parts[0]).standardizedFileURL
      #expect(FileManager.default.fileExists(atPath: url.path), "\(link)")
      guard parts.count > 1 else { continue }
      let path = url.path.dropFirst(DocumentationPage.root.path.count).drop { $0 == "/" }
      #expect(try DocumentationPage(path: String(path)).anchors().contains(parts[1]), "\(link)")
    }
  }
}
