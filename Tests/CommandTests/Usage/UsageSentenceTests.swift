import ArgumentParser
import Testing

@testable import CommandSupport
@testable import apiexpose

@Suite("What is said of a wrong command line")
struct UsageSentenceTests {
  static let cases: [(arguments: [String], text: String)] = [
    (
      ["scan", "--deadline", "5", "a"],
      "--deadline 5: 5 what? Write the unit behind the number: 5s, 500ms or 2m"
    ),
    (
      ["scan", "--connect-timeout", "3sec", "a"],
      "--connect-timeout 3sec: write a number and its unit, longer than 0 and at most 24h: 500ms, 5s, 2m or 1h"
    ),
    (
      ["watch", "--every", "1.5", "a"],
      "--every 1.5: 1.5 what? Write the unit behind the number: 1.5s, 500ms or 2m"
    ),
    (["watch", "--for", "0s", "a"], "--for 0s: write a number and its unit, longer than 0 and at most 24h"),
    (
      ["scan", "--format", "json", "a"],
      "--format json: did you mean jsonl? It takes table, wide, csv, jsonl"
    ),
    (["scan", "--format", "md", "a"], "--format md: did you mean markdown?"),
    (["scan", "--format", "yaml", "a"], "--format yaml: it takes table, wide, csv, jsonl"),
    (["scan", "--only", "expsed", "a"], "--only expsed: did you mean exposed?"),
    (["scan", "--fail-on", "hihg", "a"], "--fail-on hihg: did you mean high?"),
    (["watch", "--fail-on", "loop", "a"], "--fail-on loop: did you mean restart-loop?"),
    (["scan", "--foramt", "csv", "a"], "there is no option --foramt; did you mean --format?"),
    (["scan", "--exclusions", "a"], "there is no option --exclusions"),
    (["scan", "--timeout", "5s", "a"], "there is no option --timeout; did you mean --deadline?"),
    (["scan", "--json", "a"], "there is no option --json; did you mean --format jsonl?"),
    (["scan", "-p", "443", "a"], "there is no option -p; did you mean --port?"),
    (
      ["scan", "--file", "a"], "there is no option --file; files are named as targets are, without an option"
    ),
    (["scan", "--retries", "many", "a"], "--retries many: write a number"),
    (["scan", "--retries", "1.5", "a"], "--retries 1.5: the number is too large, or has to be whole"),
    (["scan", "--rate", "-1", "a"], "--rate needs a value: --rate <number>"),
    (
      ["scan", "--shard", "3of4", "a"],
      "--shard 3of4: write NUMBER/COUNT, as in 3/16; NUMBER is from 1 to COUNT"
    ),
    (["scan", "-o", "a.json", "a"], "-o a.json: did you mean a.jsonl? Or use FILE with .csv"),
    (["scan", "-o", "json:a", "a"], "-o json:a: did you mean jsonl:a? Or use FILE with .csv"),
    (["scan", "-o", "a.xlsx", "a"], "-o a.xlsx: spreadsheets open .csv; use FILE with .csv"),
    (
      ["scan", "-o", "json", "a"],
      "-o json: did you mean --format jsonl, for standard output? For a file, use FILE"
    ),
    (["explain", "a", "b"], "b is one argument too many"),
    (["explain", "a", "b", "c d"], "too many arguments: b, \"c d\""),
    (["history", "show", "foo", "--history", "a"], "scan foo: write the number of a scan"),
    (["history", "list"], "--history <file> is missing"),
    (["scan"], "no target is given: name a target, or a file with one a line"),
    (["scan", "--format", "a\u{1B}[31mb", "a"], "--format a"),
  ]

  @Test("names the option and the value, and what to write", arguments: cases)
  func sentence(_ row: (arguments: [String], text: String)) throws {
    let error = try #require(throws: (any Error).self) { _ = try Apiexpose.parseAsRoot(row.arguments) }
    let sentence = UsageSentence(Apiexpose.message(for: error))
    #expect(sentence.text.hasPrefix(row.text), "\(sentence.text)")
    #expect(!sentence.text.contains("\u{1B}"))
  }

  @Test("a message of another form is passed on")
  func other() {
    #expect(UsageSentence("Something else.").text == "something else")
  }
}

@Suite("The command that a command line names")
struct NamedCommandTests {
  static let cases: [(arguments: [String], name: String, problem: String?)] = [
    (["scan", "a"], "apiexpose scan", nil),
    (["history", "list", "--history", "a"], "apiexpose history list", nil),
    (["scna", "a"], "apiexpose", "there is no command scna; did you mean scan?"),
    (["history", "lst"], "apiexpose history", "apiexpose history has no command lst; did you mean list?"),
    (["version"], "apiexpose", "there is no command version; did you mean --version?"),
    (
      ["api.example.com"], "apiexpose",
      "there is no command api.example.com; to scan it, write: apiexpose scan api.example.com"
    ),
    (
      ["history", "remove"], "apiexpose history",
      "apiexpose history has no command remove; the commands are list, show"
    ),
    (
      ["--fail-on", "exposed", "scan", "a"], "apiexpose",
      "--fail-on stands before the command; options come behind it: apiexpose scan --fail-on"
    ),
    (["--generate-completion-script", "bash"], "apiexpose", nil),
    (["--version"], "apiexpose", nil), (["help"], "apiexpose", nil), ([], "apiexpose", nil),
  ]

  @Test("is found by its words, and one that is misspelt is told", arguments: cases)
  func names(_ row: (arguments: [String], name: String, problem: String?)) {
    let named = NamedCommand(row.arguments, of: Apiexpose.self)
    #expect(named.name == row.name)
    #expect(named.problem?.hasPrefix(row.problem ?? "\u{0}") ?? true, "\(named.problem ?? "")")
    #expect((named.problem == nil) == (row.problem == nil))
  }
}
