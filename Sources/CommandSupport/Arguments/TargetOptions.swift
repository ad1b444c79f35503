import ArgumentParser
import Exposure
import Targets

/// Which endpoints are meant.
package struct TargetOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files of targets, - for standard input, or targets themselves.",
      discussion: """
        A target is a host name, an IPv4 or IPv6 address, any of them with :port, an https:// or http:// URL, \
        a CIDR block or a range (10.0.0.10-20). Labels (key=value) may follow it; a ! before it excludes it.
        """,
      valueName: "target"),
    completion: .file())
  package var targets: [String] = []

  @Option(
    help: ArgumentHelp(
      "Ports of targets that name none, as in 6443,443,8443-8445. (default: 6443)",
      discussion: "Of the open ports that a scanner found, these alone are asked; by default, all are.",
      valueName: "ports"))
  package var port: String?

  @Option(
    help: ArgumentHelp(
      "What the lists are written in. By default each is recognised by its content.",
      valueName: "format"))
  var listFormat: ListFormat?

  @Option(
    help: ArgumentHelp("The column of a table with the hosts: its name, or its number.", valueName: "column"))
  var addressColumn: String?

  @Option(
    help: ArgumentHelp("The column of a table with the ports: its name, or its number.", valueName: "column"))
  var portColumn: String?

  @Option(
    help: ArgumentHelp(
      "The columns of a table that become labels, between commas. By default all others.",
      valueName: "columns"))
  var labelsFrom: String?

  @Option(help: ArgumentHelp("Leave out a name, address, block or range. Repeatable.", valueName: "target"))
  package var exclude: [String] = []

  @Option(
    help: ArgumentHelp("Leave out the targets in a file, one a line. Repeatable.", valueName: "file"),
    completion: .file())
  package var excludeFile: [String] = []

  @Option(help: ArgumentHelp("Refuse a list of more endpoints.", valueName: "number"))
  var maxTargets: UInt64 = 1_048_576

  package init() {}

  package func validate() throws {
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

  /// How lists of other programs are read.
  func lists() throws(PortListError) -> ListSettings {
    var settings = ListSettings()
    settings.format = listFormat
    if port != nil { settings.keptPorts = try ports() }
    settings.addressColumn = addressColumn.map { ListSettings.ColumnChoice($0) }
    settings.portColumn = portColumn.map { ListSettings.ColumnChoice($0) }
    settings.labelColumns = labelsFrom.map { columns in
      columns.split(separator: ",").map { ListSettings.ColumnChoice(String($0)) }
    }
    settings.documents = ChosenDocuments.reader
    return settings
  }
}

extension ListFormat: ExpressibleByArgument {}
