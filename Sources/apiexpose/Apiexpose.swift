import ArgumentParser
import Dispatch
import CommandSupport
import Reporting
import Scanning
import Sessions
import PortableLibc

@main
enum Program {
  /// Not asynchronous itself, because the runtime of what is needs descriptors, and ends the process where there are none.
  static func main() {
    StandardStreams.occupy()
    // Swift's runtime finds the command line by /proc/self/maps on Linux, and has an empty one without that file
    // (stdlib/public/CommandLineSupport/CommandLine.cpp).
    guard !CommandLine.arguments.isEmpty else {
      StandardError.notice("cannot read the command line: /proc is not mounted; mount it first")
      exit(ExitCode.systemError.rawValue)
    }
    MemoryLimit.prepare()
    do {
      try OpenFileLimit.checkRuntime()
      try MemoryLimit.checkRuntime()
      try ThreadLimit.checkRuntime()
    } catch {
      StandardError.notice("\(error)")
      exit(ExitCode.systemError.rawValue)
    }
    Task.detached {
      let arguments = Array(CommandLine.arguments.dropFirst())
      exit(await CommandLineRun<Apiexpose>.status(of: arguments, unless: VersionReport.answer(to:)).rawValue)
    }
    dispatchMain()
  }
}

/// The command and its subcommands.
struct Apiexpose: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apiexpose",
    abstract: "Report which Kubernetes API servers answer strangers.",
    usage: "apiexpose <command> [<options>] [<target> ...]",
    discussion: """
      Asks every target for /version and /healthz without credentials, over TLS on port 6443, and reports \
      for each endpoint whether it leaks to anyone who can reach it or is locked down. It sends GET requests \
      and TLS handshakes only, with --components HEAD requests as well. Scan only what is yours, or what its owner has asked you to scan.

      It ends with status 0, with 1 if --fail-on was met, and with 64 and above if something failed: \
      `apiexpose scan --help` lists the exit statuses. `apiexpose --version --verbose` says which commit it was \
      built of, and with which libraries it runs.

      EXAMPLES
        apiexpose demo
        apiexpose scan targets.txt
        apiexpose scan 10.0.0.0/24 api.example.com -o exposure.csv
        apiexpose report exposure.jsonl -o exposure.\(OutputFormat.available.endingForPeople)
        apiexpose targets targets.txt
      """,
    version: ToolRelease.version,
    subcommands: [
      ScanCommand.self, WatchCommand.self, ReportCommand.self,
    ] + OptionalCommands.all + [
      MergeCommand.self, TargetsCommand.self, ExplainCommand.self, KnowledgeCommand.self, PolicyCommand.self,
      DemoCommand.self,
    ]
  )
}
