import ArgumentParser
import CommandSupport
import Reporting

extension Apiexpose: BrieflyHelped {
  static var brief: String {
    let commands = configuration.subcommands.map { command in
      let name = command._commandName
      let gap = String(repeating: " ", count: max(1, 11 - name.count))
      return "  \(name)\(gap)\(command.configuration.abstract)"
    }
    return """
      apiexpose \(ToolRelease.version): which Kubernetes API servers answer strangers?

      Asks each target for /version and /healthz without credentials, and reports
      whether it leaks or is locked down. It changes nothing. Scan only what is
      yours, or what its owner has asked you to scan.

      USAGE: apiexpose COMMAND [OPTION ...] [TARGET ...]

      COMMANDS:
      \(commands.joined(separator: "\n"))

      BEGIN WITH:
        apiexpose demo                      nothing leaves this machine
        apiexpose scan api.example.com
        apiexpose scan targets.txt -o exposure.csv -o exposure.jsonl

      `apiexpose COMMAND -h` shows the usual options of a command on one screen,
      `apiexpose COMMAND --help` all of them; --version shows the version.
      """
  }
}

extension ScanCommand: BrieflyHelped {
  static var brief: String {
    """
    Report which targets leak to strangers and which are locked down.

    USAGE: apiexpose scan [OPTION ...] TARGET ...

    A TARGET is a host name, an address, a block (10.0.0.0/24), a range, a URL, any
    of them with :port, or a file with one of them a line; - is standard input.

    OPTIONS:
      -o, --output FILE     a report: \(OutputFormat.available.briefEndings)
      --format FORMAT       what standard output gets (default: table)
      --port PORTS          ports of targets that name none (default: 6443)
      --exclude TARGET      leave out; --exclude-file FILE leaves out a list
      --only POSTURE        rows that are exposed, restricted, locked_down or
                            responding (default: all)
      --fail-on CONDITION   end with status 1 if something is exposed, restricted,
                            incomplete, or as bad as low, medium, high, critical
      --policy FILE         accepted risks and expectations: docs/policy.md
      --access              ask what strangers may read beyond version and health
      --resume              continue an interrupted scan, with the same -o files
      --deadline DURATION   time for one endpoint in total (default: 10s)
      --rate NUMBER         new connections a second (default: no limit)
      --config FILE         options from a YAML file
      --quiet               print only errors on standard error

    EXAMPLES:
      apiexpose scan targets.txt
      apiexpose scan targets.txt -o exposure.csv -o exposure.jsonl
      apiexpose scan 10.0.0.0/24 --port 6443,443 --only exposed --fail-on exposed

    `apiexpose scan --help` shows all options and the exit statuses.
    """
  }
}

extension WatchCommand: BrieflyHelped {
  static var brief: String {
    """
    Scan again and again, and report whether API servers keep restarting.

    USAGE: apiexpose watch [OPTION ...] TARGET ...

    A TARGET is a host name, an address, a block or a range, with or without :port,
    or a file with one of them a line. Ctrl-C ends the watch with its judgement.

    OPTIONS:
      --every DURATION      the time from one scan to the next (default: 10s)
      --for DURATION        how long to watch (default: until Ctrl-C)
      -o, --output FILE     write the events to a file of JSON Lines
      --fail-on CONDITION   end with status 1 on a restart or a restart-loop
      --port PORTS          ports of targets that name none (default: 6443)
      --exclude TARGET      leave out a name, an address, a block or a range
      --deadline DURATION   time for one endpoint in total (default: 10s)

    EXAMPLES:
      apiexpose watch api.example.com
      apiexpose watch targets.txt --every 30s --for 20m -o life.jsonl

    `apiexpose watch --help` shows all options and the exit statuses.
    """
  }
}

extension ReportCommand: BrieflyHelped {
  static var brief: String {
    """
    Make reports of earlier results, without sending anything.

    USAGE: apiexpose report [OPTION ...] FILE.jsonl ...

    Reads the JSON Lines that scans wrote with -o FILE.jsonl; - is standard input.
    The facts in them are judged again by what this version knows.

    OPTIONS:
      -o, --output FILE     a report: \(OutputFormat.available.briefEndings)
      --format FORMAT       what standard output gets (default: table)
      --only POSTURE        rows that are exposed, restricted, locked_down or
                            responding (default: all)
      --fail-on CONDITION   end with status 1 if something is exposed, restricted,
                            incomplete, or as bad as low, medium, high, critical
      --policy FILE         accepted risks and expectations: docs/policy.md
      --knowledge FILE      judge by newer releases and vulnerabilities
      --quiet               print only errors on standard error

    EXAMPLES:
      apiexpose report exposure.jsonl
      apiexpose report exposure.jsonl -o exposure.\(OutputFormat.available.endingForPeople) -o exposure.sarif
      apiexpose report site-a.jsonl site-b.jsonl --format markdown --only exposed

    `apiexpose report --help` shows all options and the exit statuses.
    """
  }
}

extension MergeCommand: BrieflyHelped {
  static var brief: String {
    """
    Join the JSON Lines of all shards of a list into one report.

    USAGE: apiexpose merge [OPTION ...] FILE.jsonl ...

    OPTIONS:
      -o, --output FILE     a report: \(OutputFormat.available.briefEndings)
      --format FORMAT       what standard output gets (default: table)
      --partial             merge even if shards are missing or cut off
      --only POSTURE        rows that are exposed, restricted, locked_down or
                            responding (default: all)
      --quiet               print only errors on standard error

    EXAMPLES:
      apiexpose scan targets.txt --shard 1/2 -o 1.jsonl
      apiexpose scan targets.txt --shard 2/2 -o 2.jsonl
      apiexpose merge 1.jsonl 2.jsonl -o exposure.jsonl -o exposure.csv

    `apiexpose merge --help` shows all options.
    """
  }
}

extension TargetsCommand: BrieflyHelped {
  static var brief: String {
    """
    Print the endpoints that a scan would contact; send nothing.

    USAGE: apiexpose targets [OPTION ...] TARGET ...

    A TARGET is a host name, an address, a block (10.0.0.0/24), a range, a URL, any
    of them with :port, or a file with one of them a line; - is standard input.

    OPTIONS:
      --port PORTS          ports of targets that name none (default: 6443)
      --exclude TARGET      leave out; --exclude-file FILE leaves out a list
      --shard NUMBER/COUNT  only one of several parts of the list
      --randomize           in a pseudo-random order
      --quiet               print no count on standard error

    EXAMPLES:
      apiexpose targets targets.txt
      apiexpose targets 10.0.0.0/29 --port 6443,443 --exclude 10.0.0.3

    `apiexpose targets --help` shows all options.
    """
  }
}

extension ExplainCommand: BrieflyHelped {
  static var brief: String {
    """
    Explain a verdict or finding, or scan a target and explain what it shows.

    USAGE: apiexpose explain [OPTION ...] [ID | TARGET]

    Without an argument it lists all identifiers.

    OPTIONS:
      --full                say all of it about a target: how it is used, how to
                            check it, every way to close it
      --port PORTS          ports of a target that names none (default: 6443)
      --components          also ask kubelet, etcd and others what they tell
      --deadline DURATION   time for one endpoint in total (default: 10s)
      --knowledge FILE      judge by newer releases and vulnerabilities

    EXAMPLES:
      apiexpose explain
      apiexpose explain version_leak
      apiexpose explain recent-restart
      apiexpose explain api.example.com

    `apiexpose explain --help` shows all options.
    """
  }
}
