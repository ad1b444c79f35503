import ArgumentParser
import Exposure
import Targets

/// Which endpoints are meant.
struct TargetOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files of targets, - for standard input, or targets themselves.",
      discussion: """
        A target is a host name, an IPv4 or IPv6 address, any of them with :port, an https:// or http:// URL, \
        a CIDR block or a range (10.0.0.10-20). Labels (key=value) may follow it; a ! before it excludes it.
        """,
      valueName: "target"),
    completion: .file())
  var targets: [String] = []

  @Option(
    help: ArgumentHelp(
      "Ports of targets that name none, as in 6443,443,8443-8445 (default: 6443).", valueName: "ports"))
  var port: String?

  @Option(help: ArgumentHelp("Leave out a name, address, block or range. Repeatable.", valueName: "target"))
  var exclude: [String] = []

  @Option(
    help: ArgumentHelp("Leave out the targets in a file, one a line. Repeatable.", valueName: "file"),
    completion: .file())
  var excludeFile: [String] = []

  @Option(help: ArgumentHelp("Refuse a list of more endpoints.", valueName: "number"))
  var maxTargets: UInt64 = 1_048_576

  func validate() throws {
    guard !targets.isEmpty else {
      throw ValidationError("No target is given: name a target, or a file with one a line.")
    }
    guard targets.count(where: { $0 == "-" }) <= 1 else {
      throw ValidationError("Standard input can be read only once: give - once.")
    }
    guard (1...1_000_000_000).contains(maxTargets) else {
      throw ValidationError("--max-targets takes a number from 1 to 1000000000.")
    }
    do {
      _ = try ports()
    } catch {
      throw ValidationError("--port: \(error).")
    }
  }

  /// The ports of targets that name none.
  func ports() throws(PortListError) -> PortList {
    guard let port else { return .standard }
    return try PortList(port)
  }
}
