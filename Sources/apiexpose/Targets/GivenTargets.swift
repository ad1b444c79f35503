import Exposure
import Targets
import Reporting

/// What the arguments name: texts of targets, and whether standard input follows them.
struct GivenTargets {
  var sources: [TargetSource] = []
  var exclusions: [Exclusion] = []
  var readsStandardInput = false
  let ports: PortList
  let maximum: UInt64

  /// Reads every file. Throws a `CommandFailure`: 66 for a file that cannot be read, 65 for a bad exclusion.
  init(_ options: TargetOptions) throws {
    ports = try options.ports()
    maximum = options.maxTargets
    for argument in options.targets {
      if argument == "-" {
        readsStandardInput = true
        try StandardInput.check()
      } else if FileText.exists(argument) {
        sources.append(TargetSource(name: argument, text: try FileText.read(argument)))
      } else if Self.looksLikeFile(argument) {
        throw CommandFailure(
          .noInput, "\(BadLine.quoted(argument)) is neither a file that exists nor a target")
      } else {
        sources.append(TargetSource(argument: argument))
      }
    }
    do {
      for text in options.exclude {
        exclusions += try Exclusion.read(TargetSource(argument: text, of: "--exclude"))
      }
      for path in options.excludeFile {
        exclusions += try Exclusion.read(TargetSource(name: path, text: try FileText.read(path)))
      }
    } catch let error as TargetListError {
      throw CommandFailure(.badTargets, error.description)
    }
  }

  /// The files of the list.
  var files: [String] { sources.filter(\.isFile).map(\.name) }

  /// The list, read and checked as a whole. Throws a `CommandFailure` with status 65.
  func list() throws(CommandFailure) -> TargetList {
    do {
      return try TargetList(sources: sources, ports: ports, exclusions: exclusions, maximum: maximum)
    } catch {
      throw CommandFailure(.badTargets, error.description)
    }
  }

  /// A missing file must not be taken for a host of that name: nobody means the host `targets.txt`.
  private static func looksLikeFile(_ argument: String) -> Bool {
    if ["/", "./", "../", "~"].contains(where: argument.hasPrefix) { return true }
    if [".txt", ".list", ".lst", ".csv", ".jsonl", ".conf"].contains(where: argument.lowercased().hasSuffix) {
      return !argument.contains("://")
    }
    guard !argument.contains("://"), let slash = argument.firstIndex(of: "/") else { return false }
    // `10.0.0.0/24` and `10.0.0.0/24:443` are blocks, `lists/production` is a file.
    return !argument[slash...].dropFirst().utf8.allSatisfy { (0x30...0x3A).contains($0) }
  }
}
