import Exposure
import Reporting
import Sessions
import Targets

/// What the arguments name: texts of targets, and whether standard input follows them.
package struct GivenTargets {
  private var sources: [TargetSource] = []
  private var exclusions: [Exclusion] = []
  private let ports: PortList
  private let lists: ListSettings
  private let maximum: UInt64
  /// Whether targets come from standard input as well.
  package private(set) var readsStandardInput = false

  /// Reads every file. Throws a `CommandFailure`: 66 for a file that cannot be read, 65 for a bad exclusion.
  /// - Parameters:
  ///   - components: The components whose ports are asked beside those of API servers.
  ///   - notice: Is given a sentence on what is left out of a file.
  package init(
    _ options: TargetOptions, _ components: ChosenComponents? = nil, notice: (String) -> Void
  ) throws {
    let ports = try options.ports()
    self.ports = components?.ports(beside: ports, areWritten: options.port != nil) ?? ports
    lists = try options.lists()
    maximum = options.maxTargets
    for argument in options.targets {
      if argument == "-" {
        readsStandardInput = true
        try StandardInput.check()
      } else if FileText.exists(argument) {
        sources.append(try Self.list(argument, lists, notice: notice))
      } else if TargetSource.looksLikeFile(argument) {
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
      throw CommandFailure(error)
    }
  }

  /// The list in a file.
  private static func list(
    _ path: String, _ settings: ListSettings, notice: (String) -> Void
  ) throws(CommandFailure) -> TargetSource {
    let text = try FileText.read(path)
    do {
      return try TargetSource(name: path, text: text, settings, notice: notice)
    } catch {
      throw CommandFailure(.badTargets, printable(error.description(of: path) + error.advice))
    }
  }

  /// The list, read and checked as a whole. Throws a `CommandFailure` with status 65.
  package func list() throws(CommandFailure) -> TargetList {
    do {
      return try TargetList(sources: sources, ports: ports, exclusions: exclusions, maximum: maximum)
    } catch {
      throw CommandFailure(error)
    }
  }

  /// The list of the arguments, if they name any targets, and behind it the targets of standard input, as they come.
  package func streamed(
    _ messages: Messages, notice: @escaping @Sendable (String) -> Void = { _ in }
  ) throws(CommandFailure) -> StreamedTargets {
    StreamedTargets(
      name: StandardInput.name, after: sources.isEmpty ? nil : try list(), ports: ports,
      exclusions: exclusions, maximum: maximum, as: lists, reading: StandardInput.read,
      report: { problem in
        switch problem {
        case .tooMany(let excess):
          messages.error(excess.text(limitedBy: OptionName.maxTargets.rawValue))
        case .badList(let list, _): messages.error(printable(problem.description + list.advice))
        case .badLine, .moreBadLines, .otherKind, .unreadable: messages.error(problem.description)
        }
      }, notice: notice)
  }
}

extension ListProblem {
  /// The option that helps, to be appended to the description; empty where none does.
  fileprivate var advice: String {
    switch reason {
    case .noAddressColumn: " with --address-column"
    case .malformed: "; if it is something else, say what with --list-format"
    default: ""
    }
  }
}
